# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_livechats_global_optspecs
    string join \n repo= format= columns= color= tz= wait= q/quiet as= h/help V/version
end

function __fish_livechats_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_livechats_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_livechats_using_subcommand
    set -l cmd (__fish_livechats_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c livechats -n "__fish_livechats_needs_command" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_needs_command" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_needs_command" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_needs_command" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_needs_command" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_needs_command" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_needs_command" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_needs_command" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_needs_command" -s V -l version -d 'Print version'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "demo" -d 'Make a repository of made-up chats to try everything on'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "init" -d 'Make an empty repository'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "import" -d 'Read chats from files into the repository'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "list" -d 'List chats, newest first'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "search" -d 'Search chats for a text, taken to the letter'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "show" -d 'Show a chat: details, custom fields, notes, thread'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "inbox" -d 'List what waits for you, the longest wait first'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "export" -d 'Write chats, and what belongs to them, to a file'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "job" -d 'See to export jobs'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "delete" -d 'Put chats into the bin'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "restore" -d 'Bring chats back out of the bin'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "purge" -d 'Remove chats of the bin for good'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "undo" -d 'Take a change back as a whole, while nothing later stands on it'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "handoff" -d 'Open a livechat from an AI chat'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "reply" -d 'Write to the person of a chat'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "transfer" -d 'Give chats to another rep or team'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "status" -d 'Set the status of chats'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "describe" -d 'Say what a chat is about'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "feedback" -d 'Record how a person rated a chat, or ask them to'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "tag" -d 'Put tags on chats, take them off, and define them'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "note" -d 'Write internal notes on chats and persons'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "field" -d 'Set custom fields of chats, and define them'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "person" -d 'The people who write to the company: find, change and join them, hand out or erase what is kept of them'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "ban" -d 'Bans: who gets no rep, for how long, and why'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "canned" -d 'Canned replies: texts that are written once and sent often'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "assignment" -d 'Say how chats find their reps, and look at how they did'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "team" -d 'List, make and change teams'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "user" -d 'List, make and change users: names, roles, accounts'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "role" -d 'List, make and change roles: what users may'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "whoami" -d 'Tell who you are here, what you may, and what roles are worth'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "interactions" -d 'Account for interactions: by month, app, team and rep, against the monthly limit'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "audit" -d 'Look at the record of changes, and check that it is whole'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "hold" -d 'Place chats on legal holds, and release them'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "retention" -d 'Policies: how long chats are kept, and what becomes of them then'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "maintain" -d 'Do what is due: overdue chats, the queue, retention, the grace time of the bin, what an interrupted removal left'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "check" -d 'Check that the repository is sound; exit code 9 if not'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "doctor" -d 'Explain how the repository\'s file stands, and set right what can be'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "backup" -d 'Copy the whole repository to a file while it is in use, or make a repository from such a copy'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "completions" -d 'Print the script that completes commands and flags in a shell'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "man" -d 'Print the manual page, or write the pages of all commands'
complete -c livechats -n "__fish_livechats_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l chats -d 'How many chats; each has 20 messages or so' -r
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l seed -d 'Which made-up chats: another number, other chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand demo" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand demo" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand init" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand init" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand init" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand init" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand init" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand init" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand init" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand init" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand import" -l from -d 'What the files are [default: what they hold tells]' -r -f -a "livechats\t'JSON Lines, as export writes them'
csv\t'CSV of export: a file of chats and a file of messages'
chatwoot\t'Chatwoot: conversations of its API'
zendesk\t'Zendesk Chat: chats of its API, also one a line in Airbyte\'s envelopes'
intercom\t'Intercom: conversations of its API'
livechat\t'LiveChat (text.com): archived chats and webhooks'
telegram\t'Telegram Desktop: result.json of one chat or of all'
whatsapp\t'WhatsApp: the text of a chat, from iPhone or Android'"
complete -c livechats -n "__fish_livechats_using_subcommand import" -l rep -d 'A sender of a WhatsApp or Telegram chat who is a rep, by name; the others are persons' -r
complete -c livechats -n "__fish_livechats_using_subcommand import" -l dates -d 'The order of dates in a WhatsApp chat that does not tell it' -r -f -a "dmy\t'Day, month, year'
mdy\t'Month, day, year'
ymd\t'Year, month, day'"
complete -c livechats -n "__fish_livechats_using_subcommand import" -l rejects -d 'Where bad lines go; never over a file that is there' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand import" -l identity -d 'A file of keys, as age-keygen makes it, to open what is encrypted to them' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand import" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand import" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand import" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand import" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand import" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand import" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand import" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand import" -l dry-run -d 'Do all of it, take it back, and say what would have been done'
complete -c livechats -n "__fish_livechats_using_subcommand import" -l update -d 'Make chats that are there already what the file says; what it does not tell of goes, and is counted'
complete -c livechats -n "__fish_livechats_using_subcommand import" -l keep-going -d 'Take the good lines in, and write the bad ones to a file (exit 3)'
complete -c livechats -n "__fish_livechats_using_subcommand import" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l after -d 'The page behind this cursor, which the footer of a list names' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l sort -d 'What to sort by; what has no value comes last' -r -f -a "created\t'When the chat began (the second; within it, the order of arrival)'
updated\t'When anything last happened to it'
closed\t'When it was closed'
last-message\t'When the last message was sent'
id\t'Our number'
rating\t'Score of the rating'
messages\t'Count of messages'"
complete -c livechats -n "__fish_livechats_using_subcommand list" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand list" -l ids -d 'Print only their numbers, one a line: of all, unless --limit, --page or --after ask for a page'
complete -c livechats -n "__fish_livechats_using_subcommand list" -l deleted -d 'Look in the bin instead'
complete -c livechats -n "__fish_livechats_using_subcommand list" -l explain -d 'Print how the query was understood, and do nothing'
complete -c livechats -n "__fish_livechats_using_subcommand list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand search" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l after -d 'The page behind this cursor, which the footer of a list names' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l sort -d 'What to sort by; what has no value comes last' -r -f -a "created\t'When the chat began (the second; within it, the order of arrival)'
updated\t'When anything last happened to it'
closed\t'When it was closed'
last-message\t'When the last message was sent'
id\t'Our number'
rating\t'Score of the rating'
messages\t'Count of messages'
relevance\t'Best match first, among the newest 500'"
complete -c livechats -n "__fish_livechats_using_subcommand search" -l why-not -d 'Say why this chat is not found: which conditions it does not meet' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand search" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand search" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand search" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand search" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand search" -l ids -d 'Print only their numbers, one a line: of all, unless --limit, --page or --after ask for a page'
complete -c livechats -n "__fish_livechats_using_subcommand search" -l deleted -d 'Look in the bin instead'
complete -c livechats -n "__fish_livechats_using_subcommand search" -l explain -d 'Print how the query was understood, and do nothing'
complete -c livechats -n "__fish_livechats_using_subcommand search" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand show" -l tail -d 'Only the last messages' -r
complete -c livechats -n "__fish_livechats_using_subcommand show" -l save-attachments -d 'Save its attachments into this folder instead, under names of our own; never over a file that is there' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand show" -l format -d 'How to print' -r -f -a "txt\t''
json\t''
jsonl\t''"
complete -c livechats -n "__fish_livechats_using_subcommand show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand show" -l deleted -d 'Show a chat of the bin too'
complete -c livechats -n "__fish_livechats_using_subcommand show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l mine -d 'Only the chats I have'
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l queue -d 'Only the chats that wait for a rep'
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -l ids -d 'Print only the numbers of the chats, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand inbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand export" -s o -l output -d 'The file to write, or a folder/ for html and parquet; `-` is standard output [default: standard output, if it is no terminal]' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand export" -l kind -d 'What to write [default: whole for jsonl, html and txt, else chats]' -r -f -a "chats\t'One row a chat, custom fields as columns'
messages\t'One row a message'
whole\t'Chats with all that belongs to them, as JSON Lines: what import reads'
people\t'One row a person, custom fields as columns'
notes\t'One row an internal note, on a chat or a person'
bans\t'One row a ban'
canned\t'One row a canned reply'
audit\t'One row an operation of the record'"
complete -c livechats -n "__fish_livechats_using_subcommand export" -l format -d 'How to write it [default: as the file\'s name ends, else jsonl]' -r -f -a "csv\t''
tsv\t''
json\t''
jsonl\t''
html\t''
txt\t''
parquet\t''"
complete -c livechats -n "__fish_livechats_using_subcommand export" -l redact -d 'Take out of every text: several between commas; counted on the last line and in the manifest' -r -f -a "names\t'Persons\' names in their fields, and as authors; not within texts'
email\t'Mail addresses, in every text'
phone\t'Phone numbers, in every text'
cards\t'Card numbers with a right check digit, in every text'
ids\t'IDs of persons at the source, the app and the company, and their IP addresses'
all\t'All of these'"
complete -c livechats -n "__fish_livechats_using_subcommand export" -l redact-key -d 'A file whose bytes decide the stand-ins, so that they are the same in every export [default: new ones each time]' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand export" -l split -d 'Several files of so many rows (100000) or bytes (100MB) at most: NAME-0001.csv, NAME-0002.csv …' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l encrypt-to -d 'Encrypt with age to this recipient (age1…), whose key alone opens it; several times: each can open it' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l encrypt-to-file -d 'The same to every recipient in a file, one a line' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand export" -l job -d 'Write what changed since the last good run of this job, as the next file of its folder; see `livechats job`' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l verify -d 'Check a file (or all in a folder) against the manifest beside it, and that against the record; write nothing' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand export" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand export" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand export" -l excel -d 'CSV for spreadsheets: a byte order mark, CR LF, and a \' in front of texts that would be formulas'
complete -c livechats -n "__fish_livechats_using_subcommand export" -l with-notes -d 'Internal notes in transcripts too'
complete -c livechats -n "__fish_livechats_using_subcommand export" -l attachments -d 'The attachments of these chats that are kept here, into the folder NAME.attachments beside the file'
complete -c livechats -n "__fish_livechats_using_subcommand export" -l no-manifest -d 'No manifest beside the file'
complete -c livechats -n "__fish_livechats_using_subcommand export" -l force -d 'Replace the file if it is there'
complete -c livechats -n "__fish_livechats_using_subcommand export" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -f -a "list" -d 'List the jobs'
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -f -a "show" -d 'Show a job: what it writes, and how its last run was'
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -f -a "reset" -d 'Make the next run of a job write everything again'
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -f -a "remove" -d 'Forget a job'
complete -c livechats -n "__fish_livechats_using_subcommand job; and not __fish_seen_subcommand_from list show reset remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the jobs'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a job: what it writes, and how its last run was'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Make the next run of a job write everything again'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Forget a job'
complete -c livechats -n "__fish_livechats_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l now -d 'Do not wait until 30 days in the bin are over'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l accept-clock -d 'Believe the clock, even where it is far from the last time seen'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -l finish -d 'Overwrite what an interrupted purge or erasure left; needs no chats'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand purge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand undo" -l dry-run -d 'Do it all, keep nothing'
complete -c livechats -n "__fish_livechats_using_subcommand undo" -s y -l yes -d 'Ask nothing: only the undo of an import asks, because it cannot be undone itself'
complete -c livechats -n "__fish_livechats_using_subcommand undo" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l app -d 'The messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l person -d 'Who wrote: a person\'s number, or exactly one\'s mail address, phone number, ID or name' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l new-person -d 'Somebody who is not there yet; \'\' where the name is not known' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l email -d 'Mail address of the new person' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l phone -d 'Phone number of the new person' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l channel-id -d 'The app\'s ID of the new person' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l to-rep -d 'This rep gets it: name, number, mail address or the source\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l to-team -d 'A rep of this team gets it: name or number' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l messages -d 'What was said so far: a file, packed with gzip or not; `-` is standard input' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l language -d 'The language, as the app says it: de, en-GB' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l tag -d 'A tag that there is; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l field -d 'A custom field of the chat; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l any -d 'The rules of chat assignment say who gets it [the default]'
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -l again -d 'Open another one where the person has a chat that is not finished'
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand handoff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l alias -d 'Write under this alias of yours [default: your default alias, else your name]' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l attach -d 'A file to send along; can be given several times' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l canned -d 'Write this canned reply, filled in for the chat, with its files; livechats canned render shows it first' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l language -d 'The canned reply in this language [default: the chat\'s, else that of its first text]' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand reply" -l takeover -d 'Take the chat over first, whoever has it'
complete -c livechats -n "__fish_livechats_using_subcommand reply" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand reply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l to-rep -d 'The rep who gets them: name, number, mail address or the source\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l to-team -d 'The team that gets them: name or number' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l reason -d 'Why: an internal note of each chat' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand transfer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand status" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand status" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand status" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand status" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand status" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand status" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand status" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand status" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand status" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand status" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand describe" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand describe" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand describe" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand describe" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand describe" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand describe" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand describe" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand describe" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l rating -d '1 (worst) to 5' -r
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l comment -d 'What the person added' -r
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l clear -d 'Take the rating away'
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -l request -d 'Write a line into the thread that asks the person for feedback'
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand feedback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "add" -d 'Put tags on chats, behind those they have'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "remove" -d 'Take tags off chats'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "list" -d 'List the tags there are'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "define" -d 'Make a tag'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "edit" -d 'Change the colour or the description of a tag'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "rename" -d 'Give a tag another name, on every chat that has it'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "merge" -d 'Make two tags one: whatever has the first has the second instead'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "drop" -d 'Remove a tag from everything that has it'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and not __fish_seen_subcommand_from add remove list define edit rename merge drop help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l defined-only -d 'Refuse tags that are not there yet'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l color -d 'red, orange, yellow, green, teal, blue, purple, pink, gray or #rrggbb' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l description -d 'What it is for' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l output-color -d 'When to colour the output; elsewhere that is --color' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from define" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l color -d 'red, orange, yellow, green, teal, blue, purple, pink, gray or #rrggbb' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l description -d 'What it is for' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l output-color -d 'When to colour the output; elsewhere that is --color' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l no-color -d 'Take the colour away'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -l no-description -d 'Take the description away'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "add" -d 'Put tags on chats, behind those they have'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Take tags off chats'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the tags there are'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "define" -d 'Make a tag'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the colour or the description of a tag'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Give a tag another name, on every chat that has it'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "merge" -d 'Make two tags one: whatever has the first has the second instead'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "drop" -d 'Remove a tag from everything that has it'
complete -c livechats -n "__fish_livechats_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -f -a "add" -d 'Write a note, in your name'
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -f -a "list" -d 'List the notes of a chat or a person'
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -f -a "edit" -d 'Change the text or the colour of a note'
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -f -a "remove" -d 'Take a note away'
complete -c livechats -n "__fish_livechats_using_subcommand note; and not __fish_seen_subcommand_from add list edit remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l color -d 'Background: red, orange, yellow, green, teal, blue, purple, pink, gray or #rrggbb' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l person -d 'A person instead of a chat: our number (12), or source/external; CHAT is left out then' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l output-color -d 'When to colour the output; elsewhere that is --color' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l person -d 'A person instead of a chat: our number (12), or source/external; CHAT is left out then' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l color -d 'Another colour' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l person -d 'A person instead of a chat: our number (12), or source/external; CHAT is left out then' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l output-color -d 'When to colour the output; elsewhere that is --color' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -l no-color -d 'Take the colour away'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l person -d 'A person instead of a chat: our number (12), or source/external; CHAT is left out then' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from help" -f -a "add" -d 'Write a note, in your name'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the notes of a chat or a person'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the text or the colour of a note'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Take a note away'
complete -c livechats -n "__fish_livechats_using_subcommand note; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -f -a "set" -d 'Set a custom field of chats'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -f -a "unset" -d 'Take a custom field off chats'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -f -a "list" -d 'List the custom fields there are'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -f -a "define" -d 'Make a custom field'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -f -a "edit" -d 'Change a custom field: all but its type'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -f -a "drop" -d 'Remove a custom field with all its values'
complete -c livechats -n "__fish_livechats_using_subcommand field; and not __fish_seen_subcommand_from set unset list define edit drop help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l type -d 'text, number, toggle (true or false), dropdown, or date (2026-01-31)' -r -f -a "text\t''
number\t''
toggle\t''
dropdown\t''
date\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l for -d 'Whose: chats, or persons' -r -f -a "chats\t''
persons\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l choices -d 'The choices of a dropdown' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l default -d 'What `field set NAME` sets where no value is given' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l description -d 'What it is for' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from define" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l for -d 'Whose: chats, or persons' -r -f -a "chats\t''
persons\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l name -d 'Another name' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l choices -d 'The choices of a dropdown, all of them; those in use must be among them' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l default -d 'Another default' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l description -d 'Another description' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l no-default -d 'Take the default away'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -l no-description -d 'Take the description away'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l for -d 'Whose: chats, or persons' -r -f -a "chats\t''
persons\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set a custom field of chats'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from help" -f -a "unset" -d 'Take a custom field off chats'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the custom fields there are'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from help" -f -a "define" -d 'Make a custom field'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a custom field: all but its type'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from help" -f -a "drop" -d 'Remove a custom field with all its values'
complete -c livechats -n "__fish_livechats_using_subcommand field; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "list" -d 'List persons'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "show" -d 'Show a person: details, custom fields, notes, chats, bans'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "add" -d 'Make a person'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "edit" -d 'Change what is known of a person'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "merge" -d 'Join two persons who are one'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "export" -d 'Write all that is kept of one person into a folder, for them'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "erase" -d 'Erase a person: every word of theirs, proven'
complete -c livechats -n "__fish_livechats_using_subcommand person; and not __fish_seen_subcommand_from list show add edit merge export erase help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l email -d 'The mail address holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l phone -d 'The phone number holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l tag -d 'Has this tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l sort -d 'What to sort by; what has no value comes last' -r -f -a "id\t'Our number'
name\t'The name'
chats\t'How many chats, most first'
last-chat\t'When the last chat began, newest first'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l without-chats -d 'Has no chat, but perhaps in the bin'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -l format -d 'How to print' -r -f -a "txt\t''
json\t''
jsonl\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l email -d 'Mail address' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l phone -d 'Phone number' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l location -d 'Where they are' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l country -d 'Their country' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l ip -d 'Their IP address' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l channel-id -d 'The app\'s ID for them' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l unique-id -d 'The company\'s ID for them' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l field -d 'A custom field of persons; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l tag -d 'A tag to put on them; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l name -d 'Name' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l email -d 'Mail address' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l phone -d 'Phone number' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l location -d 'Where they are' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l country -d 'Their country' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l ip -d 'Their IP address' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l channel-id -d 'The app\'s ID for them' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l unique-id -d 'The company\'s ID for them' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l field -d 'A custom field of persons; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l tag -d 'A tag to put on them; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l untag -d 'A tag to take away; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l into -d 'The one who stays' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -s o -l output -d 'The folder to make; it must not be there yet' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -l with-notes -d 'The internal notes on them and on their chats too'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l certificate -d 'Write the certificate to this new file instead of standard output (-)' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l pseudonymise -d 'Keep the texts of their chats, with stand-ins for who they are'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -l dry-run -d 'Do it all, keep nothing, and say what would go'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from erase" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "list" -d 'List persons'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a person: details, custom fields, notes, chats, bans'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "add" -d 'Make a person'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change what is known of a person'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "merge" -d 'Join two persons who are one'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write all that is kept of one person into a folder, for them'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "erase" -d 'Erase a person: every word of theirs, proven'
complete -c livechats -n "__fish_livechats_using_subcommand person; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "add" -d 'Ban a person and their identifiers, or identifiers alone'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "lift" -d 'Lift a ban before its end; it stays in the history, and counts as an offence'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "list" -d 'List bans: those that run, or all'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "show" -d 'Show a ban with all that is known of it'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "check" -d 'Tell by the exit code whether somebody is banned: 0 if not, 9 if they are'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "rehearse" -d 'Tell whom a ban would have stopped: past chats, or persons'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "rule" -d 'Rules: how long a ban is, unless it is said'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "reason" -d 'Reasons for bans: every ban has one of them'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and not __fish_seen_subcommand_from add lift list show check rehearse rule reason help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l person -d 'Number, or exactly one\'s mail address, phone number, ID or name' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l email -d 'A mail address; this and the next may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l phone -d 'A phone number' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l ip -d 'An IP address, or a range: 203.0.113.0/24, 203.0.113.7-203.0.113.9' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l channel-id -d 'The app\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l unique-id -d 'The company\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l reason -d 'One of the ban reasons' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l for -d 'How long [default: what the ban rules say]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l note -d 'What else there is to say' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l person-only -d 'Only the person, without their identifiers'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l replace -d 'Take the place of the ban that runs'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -l dry-run -d 'Do it all and take it back'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l person -d 'Every ban on this person that runs' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l note -d 'Why, for those who look at it later' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from lift" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l person -d 'On this person: number, or exactly one\'s mail address, phone number, ID or name' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l reason -d 'For this reason' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l running -d 'Those that run [the default]'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l all -d 'Those that ended, were lifted or replaced as well'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l person -d 'Number, or exactly one\'s mail address, phone number, ID or name' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l email -d 'A mail address; this and the next may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l phone -d 'A phone number' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l ip -d 'An IP address, or a range: 203.0.113.0/24, 203.0.113.7-203.0.113.9' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l channel-id -d 'The app\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l unique-id -d 'The company\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l person -d 'Number, or exactly one\'s mail address, phone number, ID or name' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l email -d 'A mail address; this and the next may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l phone -d 'A phone number' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l ip -d 'An IP address, or a range: 203.0.113.0/24, 203.0.113.7-203.0.113.9' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l channel-id -d 'The app\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l unique-id -d 'The company\'s ID' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l person-only -d 'Only the person, without their identifiers'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l running -d 'Every ban that runs, instead'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l persons -d 'The persons instead of their chats'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rehearse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -f -a "list" -d 'List the rules by the number of offences'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -f -a "set" -d 'Say how long a ban is from so many offences on'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -f -a "remove" -d 'Remove a rule; bans that it made stay as they are'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from rule" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -f -a "list" -d 'List the reasons, each with its bans'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -f -a "add" -d 'Make a reason'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -f -a "edit" -d 'Change a reason; bans that were made for it keep the old name'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -f -a "remove" -d 'Remove a reason that no running ban has; the history keeps it'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from reason" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "add" -d 'Ban a person and their identifiers, or identifiers alone'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "lift" -d 'Lift a ban before its end; it stays in the history, and counts as an offence'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "list" -d 'List bans: those that run, or all'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a ban with all that is known of it'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "check" -d 'Tell by the exit code whether somebody is banned: 0 if not, 9 if they are'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "rehearse" -d 'Tell whom a ban would have stopped: past chats, or persons'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "rule" -d 'Rules: how long a ban is, unless it is said'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "reason" -d 'Reasons for bans: every ban has one of them'
complete -c livechats -n "__fish_livechats_using_subcommand ban; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "list" -d 'List canned replies'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "show" -d 'Show a canned reply with all its texts'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "add" -d 'Make a canned reply'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "edit" -d 'Change a canned reply: in the editor, or by flags'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "remove" -d 'Remove canned replies; messages that were made of them stay'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "render" -d 'Show what a canned reply becomes for a chat: just what would be sent'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "lint" -d 'Look for problems in canned replies; exit code 9 where there are any'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "import" -d 'Take canned replies in from a file: new ones are made, others become what the file says'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "export" -d 'Write canned replies to a file, which import reads'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and not __fish_seen_subcommand_from list show add edit remove render lint import export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -l form -d 'As the text that `edit` opens'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l title -d 'What it is, in a line' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l language -d 'Language of the text' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l variant -d 'The text in another language; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l team -d 'Only for this team; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l rep -d 'Only for this rep' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l tag -d 'A word to find it by; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l attach -d 'A file to go along; may be given again' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l form -d 'A file with all of it as the editor shows it; - for standard input' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l name -d 'Another name' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l text -d 'Another text; - for standard input' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l title -d 'What it is, in a line' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l language -d 'Language of the text' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l variant -d 'The text in another language; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l no-variant -d 'Take the text in this language away; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l tag -d 'A word to find it by; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l untag -d 'Take a tag off; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l attach -d 'A file to go along; may be given again' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l detach -d 'Name of a file that shall no longer go along; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l team -d 'Only for this team; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l rep -d 'Only for this rep' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l form -d 'A file with all of it as the editor shows it; - for standard input' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l no-title -d 'Take the title away'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l no-language -d 'Do not say the language of the text'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -l everybody -d 'For everybody'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l chat -d 'Our number (4711), or source/external (star/star-11)' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l language -d 'The language to write in [default: the chat\'s, else that of the first text]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l alias -d 'As under this alias of yours' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from render" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l language -d 'Languages that each should be in [default: those that at least half of them are in]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l unused -d 'Days without use that are told of' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l from -d 'The form of the file [default: what it begins with tells]' -r -f -a "csv\t'A row for each text'
json\t'An array, or an object a line'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l dry-run -d 'Only tell what would become of each'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l prune -d 'Remove those that the file lacks'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -s o -l output -d 'The file to write; `-` is standard output' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l format -d 'csv or json [default: as the file\'s name ends, else json]' -r -f -a "csv\t''
json\t''"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -l force -d 'Replace the file if it is there'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "list" -d 'List canned replies'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a canned reply with all its texts'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "add" -d 'Make a canned reply'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a canned reply: in the editor, or by flags'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove canned replies; messages that were made of them stay'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "render" -d 'Show what a canned reply becomes for a chat: just what would be sent'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "lint" -d 'Look for problems in canned replies; exit code 9 where there are any'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "import" -d 'Take canned replies in from a file: new ones are made, others become what the file says'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write canned replies to a file, which import reads'
complete -c livechats -n "__fish_livechats_using_subcommand canned; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -f -a "show" -d 'Show the settings of the company and of each team'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -f -a "edit" -d 'Change the settings of the company, or of a team'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -f -a "run" -d 'Give the chats that wait, oldest first, to reps who are online and below their limit'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -f -a "explain" -d 'List every rule and rep that a decision on a chat looked at, and why each was chosen or passed over'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -f -a "simulate" -d 'Replay past chats under other rules or with other reps'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -f -a "rule" -d 'List, change, import and export the rules that say where new chats go'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and not __fish_seen_subcommand_from show edit run explain simulate rule help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l team -d 'Of this team alone: name or number' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l team -d 'Of this team: name or number; the company\'s, if left out' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l method -d 'balanced, random, round-robin, voluntary, or default' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l limit -d 'The most chats a rep may be given: a number, none, or default' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l reply-target -d 'How long a person may wait for an answer: 90s, 15min, 2h, none, or default' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -l dry-run -d 'Tell what would be given, give nothing'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l all -d 'Every decision on it, not just the last'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l rules -d 'Rules of a file instead of those in force; - is stdin' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l method -d 'Give out by this method, whatever rules and settings say' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l limit -d 'The most chats of a rep, or none, whatever rules and settings say' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l add-rep -d 'A rep who comes in, known or new, and the team; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l without-rep -d 'A rep who is not there; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l since -d 'Only chats from this time on (a date, a month, or an age such as 30d)' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l until -d 'Only chats up to this time' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l team -d 'Report only what goes to this team; all chats are replayed' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from simulate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "list" -d 'List the rules, in their order'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "add" -d 'Add a rule'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "edit" -d 'Change a rule'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "move" -d 'Move a rule to another place in the order'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "remove" -d 'Remove a rule; what it decided stays'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "import" -d 'Make the rules those of a file that `export` wrote'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "export" -d 'Write the rules as JSON, one a line, for version control'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from rule" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the settings of the company and of each team'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the settings of the company, or of a team'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from help" -f -a "run" -d 'Give the chats that wait, oldest first, to reps who are online and below their limit'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from help" -f -a "explain" -d 'List every rule and rep that a decision on a chat looked at, and why each was chosen or passed over'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from help" -f -a "simulate" -d 'Replay past chats under other rules or with other reps'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from help" -f -a "rule" -d 'List, change, import and export the rules that say where new chats go'
complete -c livechats -n "__fish_livechats_using_subcommand assignment; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "list" -d 'List teams'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "show" -d 'Show a team with its members, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "add" -d 'Make a team, or bring one back that was removed'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "edit" -d 'Change a team: its name, its members'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "remove" -d 'Remove a team: nobody is in it any more'
complete -c livechats -n "__fish_livechats_using_subcommand team; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l removed -d 'Those that were removed instead'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l member -d 'Who is in it; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l description -d 'What it is for' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l add -d 'Who comes in; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l remove -d 'Who leaves; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l name -d 'Another name' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l description -d 'What it is for' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -l no-description -d 'Take the description away'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "list" -d 'List teams'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a team with its members, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "add" -d 'Make a team, or bring one back that was removed'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a team: its name, its members'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a team: nobody is in it any more'
complete -c livechats -n "__fish_livechats_using_subcommand team; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "list" -d 'List users and reps'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "show" -d 'Show a user'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "add" -d 'Make a user'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "edit" -d 'Change a user: name, role, account'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "remove" -d 'Remove a user: they may nothing, and get nothing'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "online" -d 'Take chats'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "away" -d 'Take no more chats'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "alias" -d 'Names that a user writes under'
complete -c livechats -n "__fish_livechats_using_subcommand user; and not __fish_seen_subcommand_from list show add edit remove online away alias help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l role -d 'Only those with this role; none for reps of imports, any for users' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l team -d 'Only those in this team' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l online -d 'Only those who take chats now'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l removed -d 'Those who were removed instead'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l role -d 'What they may' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l uid -d 'Their account on this machine, by number' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l account -d 'Their account on this machine, by name' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l team -d 'A team they are in; may be given again' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l email -d 'Mail address' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l name -d 'Another name' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l role -d 'What they may' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l uid -d 'Their account on this machine, by number' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l account -d 'Their account on this machine, by name' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l email -d 'Mail address' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l no-role -d 'Take the role away: they may nothing'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l no-account -d 'Take the account away: they cannot run this program'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -l no-email -d 'Take the mail address away'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from online" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from away" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -f -a "list" -d 'List the aliases of a user, the default first'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -f -a "add" -d 'Give a user an alias'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -f -a "default" -d 'Choose the alias a user writes under unless told otherwise'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -f -a "remove" -d 'Take an alias away; messages written under it keep it'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from alias" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'List users and reps'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a user'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "add" -d 'Make a user'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a user: name, role, account'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a user: they may nothing, and get nothing'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "online" -d 'Take chats'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "away" -d 'Take no more chats'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "alias" -d 'Names that a user writes under'
complete -c livechats -n "__fish_livechats_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "list" -d 'List roles'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "show" -d 'Show a role with its permissions, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "add" -d 'Make a role'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "edit" -d 'Change a role: whoever has it, has it changed'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "remove" -d 'Remove a role that nobody has'
complete -c livechats -n "__fish_livechats_using_subcommand role; and not __fish_seen_subcommand_from list show add edit remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l kind -d 'What it is for' -r -f -a "company\t'For the whole company: its permissions may reach every chat'
team\t'For teams: its permissions never reach beyond the chats of one\'s teams'"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l permissions -d 'What it allows, at least one; --help lists all' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l description -d 'What it is for, in words' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l grant -d 'What it shall allow as well' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l revoke -d 'What it shall allow no longer' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l name -d 'Another name' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l description -d 'What it is for, in words' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -l no-description -d 'Take the words away'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "list" -d 'List roles'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a role with its permissions, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "add" -d 'Make a role'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a role: whoever has it, has it changed'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a role that nobody has'
complete -c livechats -n "__fish_livechats_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand whoami" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -f -a "show" -d 'Show how many interactions there were, and what the current month will come to'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -f -a "edit" -d 'Set the monthly limit, when to warn, and the zone in which months begin'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -f -a "check" -d 'Check that what is kept is what the messages say; exit code 9 if not'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and not __fish_seen_subcommand_from show edit check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l by -d 'By what; but for month, of the current month unless said' -r -f -a "month\t''
app\t''
team\t''
rep\t''"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l month -d 'Of this month: 2026-01, or unknown' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l since -d 'From this month on: 2026-01, or a year' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l until -d 'To this month: 2026-03, or a year' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l limit -d 'Interactions a month, or none' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l warn-at -d 'Per cent of the limit from which on `show` warns, or none' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l zone -d 'Zone of the company, of the time zone database' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l limit -d 'Differences to show at most' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -l recount -d 'Make the count anew'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show how many interactions there were, and what the current month will come to'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Set the monthly limit, when to warn, and the zone in which months begin'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check that what is kept is what the messages say; exit code 9 if not'
complete -c livechats -n "__fish_livechats_using_subcommand interactions; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -f -a "list" -d 'List operations, newest first; a work in several batches is one row'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -f -a "show" -d 'Show an operation with what it touched, before and after'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -f -a "verify" -d 'Check that the record of changes is as it was written; exit code 9 if not'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -f -a "anchor" -d 'Print where the record stands: one line, to be kept elsewhere'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and not __fish_seen_subcommand_from list show verify anchor help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l sort -d 'What to sort by' -r -f -a "operation\t'The number: the order in which they were done'
time\t'The moment they were recorded with'
actor\t'Who did it'
command\t'The command'"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l command -d 'Of this command, or group of commands: \'tag add\', tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l actor -d 'By this rep or account number, or on its behalf' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l since -d 'Done then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l until -d 'Done then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l chat -d 'That touched this chat' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -l parts -d 'Each batch of a work by itself'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l anchor -d 'An anchor, or a file of them, one a line' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from anchor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "list" -d 'List operations, newest first; a work in several batches is one row'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show an operation with what it touched, before and after'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check that the record of changes is as it was written; exit code 9 if not'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "anchor" -d 'Print where the record stands: one line, to be kept elsewhere'
complete -c livechats -n "__fish_livechats_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -f -a "add" -d 'Place chats on a hold, which is made where it is new'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -f -a "list" -d 'List holds, those that were released last'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -f -a "show" -d 'Show a hold; its chats are `list hold:NAME`'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -f -a "release" -d 'Release a hold, or some chats of it'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and not __fish_seen_subcommand_from add list show release help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l reason -d 'Why; a new hold needs it' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l deleted -d 'Chats of the bin instead: they stay there and cannot be purged'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l chats -d 'The chats on them instead, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l where -d 'The chats that a query of the filter language finds' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l status -d 'open, pending, overdue, resolved or closed; several between commas' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l app -d 'Messaging app' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l tag -d 'Has this tag; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l any-tag -d 'Has one of these tags' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l person -d 'The person\'s name holds this, or is `none` or `any`' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l assignee -d 'The rep who has it' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l team -d 'A team it is assigned to' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l rating -d 'Score: 5, `<=2`, 1..3, none' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l since -d 'Began then or later: 2026-01, 2026-01-31, 7d, yesterday' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l until -d 'Began then or earlier' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l language -d 'Language tag' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l source -d 'Source of the import' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l field -d 'A custom field has this value; given twice: both' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l text -d 'A message holds this' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l limit -d 'Rows of a dry run to print [default: 50 in a table, else all]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l plan -d 'Only if nothing of what the dry run with this token found has changed' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l max -d 'Refuse more than this many chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l expect -d 'Refuse another number of chats than this' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l stdin -d 'Read chats from stdin, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l keep-going -d 'With --stdin: pass over lines that name no chat (exit code 3)'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l dry-run -d 'Do it all, keep nothing; print the chats and a plan token'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -l ids -d 'Print only the numbers of a dry run\'s chats, of all of them'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "add" -d 'Place chats on a hold, which is made where it is new'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "list" -d 'List holds, those that were released last'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a hold; its chats are `list hold:NAME`'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "release" -d 'Release a hold, or some chats of it'
complete -c livechats -n "__fish_livechats_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "list" -d 'List the policies, in their order'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "show" -d 'Show a policy, with the query that finds the chats that are due by it'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "add" -d 'Add a policy'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "edit" -d 'Change a policy'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "remove" -d 'Remove a policy; what it did stays'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "preview" -d 'Tell what runs on the coming days would do, one run a day, if nothing else changes'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "run" -d 'Do what is due by the policies, in their order'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and not __fish_seen_subcommand_from list show add edit remove preview run help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l limit -d 'Rows a page [default: 50]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l page -d 'Which page, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l sort -d 'Column to sort by; what has no value comes last' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order round'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -l count -d 'Print only how many there are'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l query -d 'Which chats, in the filter language' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l age -d 'How old a chat is when it is due: 90d, 6w, 18mo, 2y' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l since -d 'What the age is counted from' -r -f -a "created\t'When it began'
closed\t'When it was closed'
last-message\t'When the last message was sent'
updated\t'When anything last happened to it'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l action -d 'What becomes of chats that are due' -r -f -a "bin\t'They are put into the bin, from where maintain purges them after 30 days'
purge\t'They are put into the bin, and purged from there after the policy\'s own grace'
pseudonymise\t'Persons all of whose chats are due get stand-ins for who they are'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l grace -d 'How long chats are in the bin before they are purged [default: 7d]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l except -d 'Leave the chats that this query finds; given twice: those of either' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l max -d 'The most that a run takes: chats, or persons where it pseudonymises; the oldest go first' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l zone -d 'Zone of the calendar and of dates in its queries [default: UTC]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l position -d 'Its place, from 1: a chat goes by the first policy that it is due by [default: the last]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -l inactive -d 'Do not run it yet; preview shows what it would do'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l name -d 'Another name' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l query -d 'Other chats' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l age -d 'Another age' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l since -d 'Count the age from another time' -r -f -a "created\t'When it began'
closed\t'When it was closed'
last-message\t'When the last message was sent'
updated\t'When anything last happened to it'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l action -d 'Do something else with chats that are due' -r -f -a "bin\t'They are put into the bin, from where maintain purges them after 30 days'
purge\t'They are put into the bin, and purged from there after the policy\'s own grace'
pseudonymise\t'Persons all of whose chats are due get stand-ins for who they are'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l grace -d 'Other days in the bin' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l except -d 'Other exceptions, instead of those there are' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l max -d 'Another ceiling' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l zone -d 'Another zone' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l position -d 'Another place, from 1' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l all -d 'Every chat'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l no-except -d 'No exceptions'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l active -d 'Run it'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -l inactive -d 'Do not run it'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l days -d 'For so many days, the first of them now' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l dry-run -d 'Do it all, keep nothing, and say what would be done'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -s y -l yes -d 'Ask nothing'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -l accept-clock -d 'Believe the clock, even where it is far from the last time seen'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the policies, in their order'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a policy, with the query that finds the chats that are due by it'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a policy'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a policy'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a policy; what it did stays'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "preview" -d 'Tell what runs on the coming days would do, one run a day, if nothing else changes'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "run" -d 'Do what is due by the policies, in their order'
complete -c livechats -n "__fish_livechats_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l only -d 'Only these parts' -r -f -a "overdue\t'Chats whose person waits longer than the reply target become overdue'
queue\t'Chats that wait are given to reps who are free, by the rules of assignment'
retention\t'What is due by the policies of retention is done'
bin\t'Chats whose time in the bin is over go for good, and what removals left is overwritten'"
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l max -d 'The most chats to purge whose time in the bin is over; above that none is, and the exit code is 6' -r
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l dry-run -d 'Do everything, keep nothing, and say what would be done'
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -l accept-clock -d 'Believe the clock, even where it is far from the last time seen'
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand maintain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand check" -l data-subset -d 'The same for one of N parts of the rows: K is from 1 to N' -r
complete -c livechats -n "__fish_livechats_using_subcommand check" -l limit -d 'Findings to show at most; all are counted' -r
complete -c livechats -n "__fish_livechats_using_subcommand check" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand check" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand check" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand check" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand check" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand check" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand check" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand check" -l data -d 'Also read every row and compare it with the digest made when it was written, and the index with the texts'
complete -c livechats -n "__fish_livechats_using_subcommand check" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -s o -l output -d 'The new file' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l repair -d 'Save what can be read of a damaged repository into a new file'
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l reindex -d 'Make anew what is worked out from the rows: the search index and the counts'
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -l upgrade -d 'Bring the file of an older version to this one'
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l encrypt-to -d 'Encrypt with age to this recipient (age1…), whose key alone opens it; several times: each can open it' -r
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l encrypt-to-file -d 'The same to every recipient in a file, one a line' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l restore -d 'Make the repository from this copy; `-` is standard input' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l identity -d 'A file of keys, as age-keygen makes it, to open what is encrypted to them' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l ledger -d 'The repository that was in use last, or its newest backup: it tells what was erased since' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l data -d 'Also compare each row of the copy with the digest made when it was written; exit code 9 where one differs'
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l force -d 'Replace the file if it is there'
complete -c livechats -n "__fish_livechats_using_subcommand backup" -l no-replay -d 'Only count what was erased since; it comes back with the copy, and that is recorded'
complete -c livechats -n "__fish_livechats_using_subcommand backup" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand completions" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand completions" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand completions" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand completions" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand completions" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand completions" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand completions" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand completions" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand man" -l dir -d 'Write the pages of all commands into this folder' -r -F
complete -c livechats -n "__fish_livechats_using_subcommand man" -l repo -d 'The repository\'s file [default: LIVECHATS_REPO, else livechats.db]' -r
complete -c livechats -n "__fish_livechats_using_subcommand man" -l format -d 'How to print [default: table on a terminal, tsv into a pipe]' -r -f -a "table\t''
json\t''
jsonl\t''
csv\t''
tsv\t''"
complete -c livechats -n "__fish_livechats_using_subcommand man" -l columns -d 'Which columns, in this order' -r
complete -c livechats -n "__fish_livechats_using_subcommand man" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or the terminal is a dumb one'
always\t'Even into a pipe'
never\t'Not at all'"
complete -c livechats -n "__fish_livechats_using_subcommand man" -l tz -d 'Zone in which times are asked and shown [default: the machine\'s]' -r
complete -c livechats -n "__fish_livechats_using_subcommand man" -l wait -d 'How long to wait while others write, in seconds' -r
complete -c livechats -n "__fish_livechats_using_subcommand man" -l as -d 'Act with the rights of this user; needs the permission impersonate, and both are recorded' -r
complete -c livechats -n "__fish_livechats_using_subcommand man" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c livechats -n "__fish_livechats_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "demo" -d 'Make a repository of made-up chats to try everything on'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "init" -d 'Make an empty repository'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "import" -d 'Read chats from files into the repository'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "list" -d 'List chats, newest first'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "search" -d 'Search chats for a text, taken to the letter'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "show" -d 'Show a chat: details, custom fields, notes, thread'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "inbox" -d 'List what waits for you, the longest wait first'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "export" -d 'Write chats, and what belongs to them, to a file'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "job" -d 'See to export jobs'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "delete" -d 'Put chats into the bin'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "restore" -d 'Bring chats back out of the bin'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "purge" -d 'Remove chats of the bin for good'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "undo" -d 'Take a change back as a whole, while nothing later stands on it'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "handoff" -d 'Open a livechat from an AI chat'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "reply" -d 'Write to the person of a chat'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "transfer" -d 'Give chats to another rep or team'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "status" -d 'Set the status of chats'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "describe" -d 'Say what a chat is about'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "feedback" -d 'Record how a person rated a chat, or ask them to'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "tag" -d 'Put tags on chats, take them off, and define them'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "note" -d 'Write internal notes on chats and persons'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "field" -d 'Set custom fields of chats, and define them'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "person" -d 'The people who write to the company: find, change and join them, hand out or erase what is kept of them'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "ban" -d 'Bans: who gets no rep, for how long, and why'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "canned" -d 'Canned replies: texts that are written once and sent often'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "assignment" -d 'Say how chats find their reps, and look at how they did'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "team" -d 'List, make and change teams'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "user" -d 'List, make and change users: names, roles, accounts'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "role" -d 'List, make and change roles: what users may'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "whoami" -d 'Tell who you are here, what you may, and what roles are worth'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "interactions" -d 'Account for interactions: by month, app, team and rep, against the monthly limit'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "audit" -d 'Look at the record of changes, and check that it is whole'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "hold" -d 'Place chats on legal holds, and release them'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "retention" -d 'Policies: how long chats are kept, and what becomes of them then'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "maintain" -d 'Do what is due: overdue chats, the queue, retention, the grace time of the bin, what an interrupted removal left'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "check" -d 'Check that the repository is sound; exit code 9 if not'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "doctor" -d 'Explain how the repository\'s file stands, and set right what can be'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "backup" -d 'Copy the whole repository to a file while it is in use, or make a repository from such a copy'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "completions" -d 'Print the script that completes commands and flags in a shell'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "man" -d 'Print the manual page, or write the pages of all commands'
complete -c livechats -n "__fish_livechats_using_subcommand help; and not __fish_seen_subcommand_from demo init import list search show inbox export job delete restore purge undo handoff reply transfer status describe feedback tag note field person ban canned assignment team user role whoami interactions audit hold retention maintain check doctor backup completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from job" -f -a "list" -d 'List the jobs'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from job" -f -a "show" -d 'Show a job: what it writes, and how its last run was'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from job" -f -a "reset" -d 'Make the next run of a job write everything again'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from job" -f -a "remove" -d 'Forget a job'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "add" -d 'Put tags on chats, behind those they have'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "remove" -d 'Take tags off chats'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "list" -d 'List the tags there are'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "define" -d 'Make a tag'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "edit" -d 'Change the colour or the description of a tag'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "rename" -d 'Give a tag another name, on every chat that has it'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "merge" -d 'Make two tags one: whatever has the first has the second instead'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "drop" -d 'Remove a tag from everything that has it'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from note" -f -a "add" -d 'Write a note, in your name'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from note" -f -a "list" -d 'List the notes of a chat or a person'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from note" -f -a "edit" -d 'Change the text or the colour of a note'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from note" -f -a "remove" -d 'Take a note away'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from field" -f -a "set" -d 'Set a custom field of chats'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from field" -f -a "unset" -d 'Take a custom field off chats'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from field" -f -a "list" -d 'List the custom fields there are'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from field" -f -a "define" -d 'Make a custom field'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from field" -f -a "edit" -d 'Change a custom field: all but its type'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from field" -f -a "drop" -d 'Remove a custom field with all its values'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from person" -f -a "list" -d 'List persons'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from person" -f -a "show" -d 'Show a person: details, custom fields, notes, chats, bans'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from person" -f -a "add" -d 'Make a person'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from person" -f -a "edit" -d 'Change what is known of a person'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from person" -f -a "merge" -d 'Join two persons who are one'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from person" -f -a "export" -d 'Write all that is kept of one person into a folder, for them'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from person" -f -a "erase" -d 'Erase a person: every word of theirs, proven'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "add" -d 'Ban a person and their identifiers, or identifiers alone'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "lift" -d 'Lift a ban before its end; it stays in the history, and counts as an offence'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "list" -d 'List bans: those that run, or all'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "show" -d 'Show a ban with all that is known of it'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "check" -d 'Tell by the exit code whether somebody is banned: 0 if not, 9 if they are'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "rehearse" -d 'Tell whom a ban would have stopped: past chats, or persons'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "rule" -d 'Rules: how long a ban is, unless it is said'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from ban" -f -a "reason" -d 'Reasons for bans: every ban has one of them'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "list" -d 'List canned replies'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "show" -d 'Show a canned reply with all its texts'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "add" -d 'Make a canned reply'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "edit" -d 'Change a canned reply: in the editor, or by flags'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "remove" -d 'Remove canned replies; messages that were made of them stay'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "render" -d 'Show what a canned reply becomes for a chat: just what would be sent'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "lint" -d 'Look for problems in canned replies; exit code 9 where there are any'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "import" -d 'Take canned replies in from a file: new ones are made, others become what the file says'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from canned" -f -a "export" -d 'Write canned replies to a file, which import reads'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from assignment" -f -a "show" -d 'Show the settings of the company and of each team'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from assignment" -f -a "edit" -d 'Change the settings of the company, or of a team'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from assignment" -f -a "run" -d 'Give the chats that wait, oldest first, to reps who are online and below their limit'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from assignment" -f -a "explain" -d 'List every rule and rep that a decision on a chat looked at, and why each was chosen or passed over'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from assignment" -f -a "simulate" -d 'Replay past chats under other rules or with other reps'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from assignment" -f -a "rule" -d 'List, change, import and export the rules that say where new chats go'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "list" -d 'List teams'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "show" -d 'Show a team with its members, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "add" -d 'Make a team, or bring one back that was removed'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "edit" -d 'Change a team: its name, its members'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from team" -f -a "remove" -d 'Remove a team: nobody is in it any more'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'List users and reps'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "show" -d 'Show a user'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "add" -d 'Make a user'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "edit" -d 'Change a user: name, role, account'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "remove" -d 'Remove a user: they may nothing, and get nothing'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "online" -d 'Take chats'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "away" -d 'Take no more chats'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "alias" -d 'Names that a user writes under'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "list" -d 'List roles'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "show" -d 'Show a role with its permissions, one a line'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "add" -d 'Make a role'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "edit" -d 'Change a role: whoever has it, has it changed'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "remove" -d 'Remove a role that nobody has'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from interactions" -f -a "show" -d 'Show how many interactions there were, and what the current month will come to'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from interactions" -f -a "edit" -d 'Set the monthly limit, when to warn, and the zone in which months begin'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from interactions" -f -a "check" -d 'Check that what is kept is what the messages say; exit code 9 if not'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "list" -d 'List operations, newest first; a work in several batches is one row'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "show" -d 'Show an operation with what it touched, before and after'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "verify" -d 'Check that the record of changes is as it was written; exit code 9 if not'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "anchor" -d 'Print where the record stands: one line, to be kept elsewhere'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from hold" -f -a "add" -d 'Place chats on a hold, which is made where it is new'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from hold" -f -a "list" -d 'List holds, those that were released last'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from hold" -f -a "show" -d 'Show a hold; its chats are `list hold:NAME`'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from hold" -f -a "release" -d 'Release a hold, or some chats of it'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "list" -d 'List the policies, in their order'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "show" -d 'Show a policy, with the query that finds the chats that are due by it'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "add" -d 'Add a policy'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "edit" -d 'Change a policy'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "remove" -d 'Remove a policy; what it did stays'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "preview" -d 'Tell what runs on the coming days would do, one run a day, if nothing else changes'
complete -c livechats -n "__fish_livechats_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "run" -d 'Do what is due by the policies, in their order'
