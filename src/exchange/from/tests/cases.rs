//! Small files of each form, made up.

use super::Form;

/// Two chats: one that ended, and an offline message in Airbyte's envelope; and a record of something else.
pub const ZENDESK: &str = concat!(
    r#"{"id":"2401.1.a","type":"chat","visitor":{"id":"1.5","name":"Ann","email":"ann@example.com","phone":"","notes":""},"#,
    r#""timestamp":"2024-01-05T09:00:00Z","end_timestamp":"2024-01-05T09:10:00Z","tags":["order"],"department_name":"Sales","#,
    r#""agent_ids":["77"],"agent_names":["Max"],"rating":"good","comment":null,"duration":600,"webpath":[],"history":["#,
    r#"{"type":"chat.memberjoin","timestamp":"2024-01-05T09:00:00Z","nick":"visitor","name":"Ann"},"#,
    r#"{"type":"chat.msg","timestamp":"2024-01-05T09:00:01Z","nick":"agent:trigger","name":"Welcome","sender_type":"Trigger","msg":"Hello!"},"#,
    r#"{"type":"chat.msg","timestamp":"2024-01-05T09:00:02Z","nick":"visitor","name":"Ann","sender_type":"Visitor","msg":"Where is it?"},"#,
    r#"{"type":"chat.file","timestamp":"2024-01-05T09:00:03Z","nick":"agent:77","name":"Max","sender_type":"Agent","attachment":{"name":"map.png","size":5,"mime_type":"image/png","url":"https://x.example/1"}},"#,
    r#"{"type":"chat.rating","timestamp":"2024-01-05T09:09:00Z","nick":"visitor","name":"Ann","new_rating":"good"}]}"#,
    "\n",
    r#"{"stream":"shortcuts","data":{"name":"bye"},"emitted_at":1}"#,
    "\n",
    r#"{"stream":"chats","data":{"id":"2401.1.b","type":"offline_msg","visitor":{"name":"Bo"},"timestamp":"2024-01-06T09:00:00Z","message":"Call me"},"emitted_at":1}"#,
    "\n",
);

/// A webhook: a form, a message, a word among agents, a file, a line of the system.
pub const LIVECHAT: &str = r#"{"action":"incoming_chat","payload":{"chat":{"id":"C1","users":[
 {"id":"u-1","type":"customer","name":"Ann","email":"ann@example.com","present":true},
 {"id":"max@example.com","type":"agent","name":"Max","email":"max@example.com"}],
 "thread":{"id":"T1","active":false,"created_at":"2024-01-05T09:00:00.5Z","tags":["order"],"user_ids":["u-1"],
 "properties":{"rating":{"score":{"value":1}}},"events":[
 {"id":"1","type":"filled_form","author_id":"u-1","created_at":"2024-01-05T09:00:00Z","fields":[{"label":"Name:","value":"Ann"},{"label":"Topic:","answer":{"label":"Orders"}}]},
 {"id":"2","type":"message","author_id":"max@example.com","created_at":"2024-01-05T09:00:01Z","text":"Hello","recipients":"all"},
 {"id":"3","type":"message","author_id":"max@example.com","created_at":"2024-01-05T09:00:02Z","text":"a regular","recipients":"agents"},
 {"id":"4","type":"file","author_id":"u-1","created_at":"2024-01-05T09:00:03Z","name":"a.pdf","url":"https://x.example/a.pdf","content_type":"application/pdf","size":7},
 {"id":"5","type":"system_message","created_at":"2024-01-05T09:00:04Z","text":"Max left","system_message_type":"left"}]},
 "access":{"group_ids":[3]}}}}"#;

/// A list with one conversation: a message, an answer in HTML, a note, an assignment, a rating.
pub const INTERCOM: &str = r#"{"type":"conversation.list","total_count":1,"conversations":[{"type":"conversation","id":"503",
 "created_at":1704445200,"updated_at":1704446000,"state":"snoozed","title":"Order","admin_assignee_id":9,"team_assignee_id":null,
 "source":{"type":"whatsapp","id":"1","body":"<p>Where is it?</p>","author":{"type":"lead","id":"c1","name":"Ann","email":"ann@example.com"},"attachments":[]},
 "contacts":{"type":"contact.list","contacts":[{"type":"contact","id":"c1","external_id":"70"},{"type":"contact","id":"c2"}]},
 "tags":{"type":"tag.list","tags":[{"type":"tag","id":"5","name":"order"}]},"custom_attributes":{"size":4},
 "conversation_rating":{"rating":4,"remark":"fine","created_at":1704446000},
 "conversation_parts":{"type":"conversation_part.list","conversation_parts":[
 {"id":"2","part_type":"comment","body":"<p>One &amp; two</p><p>On its way</p>","created_at":1704445260,"author":{"type":"admin","id":"9","name":"Max"},"attachments":[{"type":"upload","name":"map.png","url":"https://x.example/map.png","content_type":"image/png","filesize":5}]},
 {"id":"3","part_type":"note","body":"<p>a regular</p>","created_at":1704445300,"author":{"type":"admin","id":"9","name":"Max"}},
 {"id":"4","part_type":"comment","body":"Anything else?","created_at":1704445310,"author":{"type":"bot","id":"8","name":"Fin"}},
 {"id":"5","part_type":"assignment","body":null,"created_at":1704445320,"author":{"type":"admin","id":"9","name":"Max"}}]}}]}"#;

/// A page of conversations, of which one has all kinds of messages.
pub const CHATWOOT: &str = r#"{"data":{"meta":{"all_count":1},"payload":[{"id":12,"uuid":"u-u","status":"snoozed","inbox_id":3,"created_at":1704445200,
 "labels":["order"],"custom_attributes":{"plan":"pro"},"additional_attributes":{},"priority":null,"agent_last_seen_at":0,
 "meta":{"channel":"Channel::WebWidget","sender":{"id":5,"name":"Ann","email":null,"phone_number":"+15550100","custom_attributes":{"city":"Rome"}},"assignee":{"id":9,"name":"Max","email":"max@example.com"},"team":{"id":1,"name":"Sales"},"hmac_verified":false},
 "messages":[
 {"id":1,"content":"Where is it?","message_type":0,"created_at":1704445200,"private":false,"sender_type":"Contact","sender_id":5,"conversation_id":12},
 {"id":2,"content":"I look it up","message_type":1,"created_at":1704445201,"private":false,"sender":{"id":9,"name":"Max","type":"user"},"attachments":[{"id":4,"file_type":"image","data_url":"https://x.example/map.png?a=1","file_size":5}]},
 {"id":3,"content":"a regular","message_type":1,"created_at":1704445202,"private":true,"sender":{"id":9,"name":"Max","type":"user"}},
 {"id":4,"content":"Hi, I am a bot","message_type":1,"created_at":1704445203,"sender":{"id":2,"name":"Robo","type":"agent_bot"}},
 {"id":5,"content":"Max closed it","message_type":2,"created_at":1704445204},
 {"id":6,"content":"Please rate us","message_type":3,"content_type":"input_csat","created_at":1704445205,"content_attributes":{"submitted_values":{"csat_survey_response":{"rating":5,"feedback_message":"quick"}}}}]}]}}"#;

/// All chats of an account: a personal one, of which the file tells who is who, and a group.
pub const TELEGRAM: &str = r#"{"about":"Here is the data you requested","personal_information":{"user_id":1},"chats":{"about":"","list":[
 {"name":"Ann","type":"personal_chat","id":70,"messages":[
 {"id":1,"type":"message","date":"2024-01-05T10:00:00","date_unixtime":"1704445200","from":"Ann","from_id":"user70","text":["see ",{"type":"link","text":"https://x.example"}],"text_entities":[]},
 {"id":2,"type":"message","date":"2024-01-05T10:00:01","date_unixtime":"1704445201","from":"Max Rep","from_id":"user1","text":"","photo":"(File not included. Change data exporting settings to download.)","photo_file_size":9},
 {"id":3,"type":"message","date":"2024-01-05T10:00:02","date_unixtime":"1704445202","from":"Max Rep","from_id":"user1","text":"the bill","file":"files/b.pdf","file_name":"bill.pdf","file_size":9,"mime_type":"application/pdf"},
 {"id":4,"type":"service","date":"2024-01-05T10:00:03","date_unixtime":"1704445203","actor":"Max Rep","actor_id":"user1","action":"phone_call","text":""}]},
 {"name":"All of us","type":"private_group","id":71,"messages":[
 {"id":1,"type":"message","date":"2024-01-05T10:00:00","from":"Bo","from_id":"user72","text":"hi"},
 {"id":2,"type":"message","date":"2024-01-05T10:00:00","from":"Cy","from_id":"user73","text":"hi"},
 {"id":3,"type":"message","date":"2024-01-05T10:00:00","from":"Max Rep","from_id":"user1","text":"hi"}]}]}}"#;

/// An iPhone's text.
pub const WHATSAPP: &str = "[1/15/24, 10:30:00\u{202f}AM] Ann: \u{200e}Messages and calls are end-to-end encrypted.\r\n\
[1/15/24, 10:30:05\u{202f}AM] Ann: Where is it?\r\nI wait\r\n\r\n- since noon\r\n\
\u{200e}[1/15/24, 12:31:00\u{202f}PM] Max Rep: \u{200e}<attached: 00000003-PHOTO.jpg>\r\n\
[1/15/24, 1:00:00\u{202f}PM] Max Rep: On its way\r\n";

/// All of them.
pub const CASES: [(Form, &str); 6] = [
    (Form::Zendesk, ZENDESK),
    (Form::Livechat, LIVECHAT),
    (Form::Intercom, INTERCOM),
    (Form::Chatwoot, CHATWOOT),
    (Form::Telegram, TELEGRAM),
    (Form::Whatsapp, WHATSAPP),
];
