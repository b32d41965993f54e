-- Changing chats and taking it back: what rows were before, roles, holds, attachments, what is gone for good.

-- A longer work is several operations, so that other writers come in between; they are undone as one.
ALTER TABLE operation ADD COLUMN behalf_rep_id INTEGER REFERENCES rep(id);  -- --as: whose rights counted
ALTER TABLE operation ADD COLUMN part_of INTEGER REFERENCES operation(id);  -- the first operation of the work it belongs to
ALTER TABLE operation ADD COLUMN undo_of INTEGER REFERENCES operation(id);  -- what it took back: the first of its operations
ALTER TABLE operation ADD COLUMN journal_digest BLOB;  -- SHA-256 over the digests of its rows in the journal; NULL: none
CREATE INDEX operation_part ON operation(part_of) WHERE part_of IS NOT NULL;

-- Rows as they were before an operation changed them (store/journal.rs), written by temporary triggers of the writer.
CREATE TABLE journal (
  operation_id INTEGER NOT NULL REFERENCES operation(id) DEFERRABLE INITIALLY DEFERRED,
  number       INTEGER NOT NULL,      -- order within the operation, from 1
  noun         INTEGER NOT NULL,      -- which table: its number in store/journal.rs
  row_key      ANY NOT NULL,          -- its primary key: a number, or a JSON array where it has several columns
  act          INTEGER NOT NULL,      -- 1 the row was added, 2 changed, 3 removed
  before       TEXT,                  -- JSON object: changed columns as they were, or the whole row; NULL: added, or erased
  digest       BLOB NOT NULL,         -- SHA-256 of all of the above: stays when the words of "before" are erased
  PRIMARY KEY (operation_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_row ON journal(noun, row_key, operation_id);

-- Which works are taken back at present, and by what.
CREATE TABLE undone (
  operation_id INTEGER PRIMARY KEY REFERENCES operation(id), -- the first of a work's operations
  by_id        INTEGER NOT NULL REFERENCES operation(id)
) STRICT;

-- Roles besides 'admin', which is everything and always there. rep.role is the name.
CREATE TABLE role (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  folded      TEXT NOT NULL,
  kind        INTEGER NOT NULL,       -- 1 company, 2 team; fixed once made
  permissions TEXT NOT NULL,          -- their names (model/permission.rs), sorted, one space between
  description TEXT
) STRICT;

ALTER TABLE rep ADD COLUMN online INTEGER NOT NULL DEFAULT 0;  -- 1: takes chats
ALTER TABLE rep ADD COLUMN presence_at INTEGER;                -- since when online or away
ALTER TABLE rep ADD COLUMN assigned_at INTEGER;                -- when a chat was last given to them
ALTER TABLE rep ADD COLUMN removed_at INTEGER;                 -- removed: may nothing, gets nothing; what they wrote stays

CREATE TABLE rep_alias (
  id         INTEGER PRIMARY KEY,
  rep_id     INTEGER NOT NULL REFERENCES rep(id),
  name       TEXT NOT NULL,
  preferred  INTEGER NOT NULL,        -- 1: the default; at most one a rep
  removed_at INTEGER                  -- still seen in old chats
) STRICT;

ALTER TABLE team ADD COLUMN description TEXT;
ALTER TABLE team ADD COLUMN removed_at INTEGER;
ALTER TABLE author ADD COLUMN rep_id INTEGER REFERENCES rep(id);  -- a rep who writes through this tool
ALTER TABLE author ADD COLUMN alias TEXT;                         -- the alias under which they wrote

-- Attachments of messages. The name is a text and never a path.
CREATE TABLE attachment (
  id             INTEGER PRIMARY KEY,
  chat_key       INTEGER NOT NULL REFERENCES chat(key) ON UPDATE CASCADE ON DELETE CASCADE,
  message_number INTEGER NOT NULL,
  position       INTEGER NOT NULL,
  name           TEXT NOT NULL,
  type           TEXT,                -- media type, as the sender says
  size           INTEGER NOT NULL,    -- bytes
  link           TEXT,                -- where it lies, if not here
  content        BLOB
) STRICT;
CREATE INDEX attachment_chat ON attachment(chat_key, message_number, position);

CREATE TABLE person_note (
  person_id  INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  written_at INTEGER,
  author     TEXT,
  text       TEXT NOT NULL,
  color      TEXT,
  PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_tag (
  tag_id    INTEGER NOT NULL REFERENCES tag(id),
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  PRIMARY KEY (person_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_tag_tag ON person_tag(tag_id);
ALTER TABLE person ADD COLUMN erased_at INTEGER;

ALTER TABLE field ADD COLUMN description TEXT;
ALTER TABLE field ADD COLUMN choices TEXT;        -- JSON array: the values of a dropdown
ALTER TABLE field ADD COLUMN default_value TEXT;  -- what a new chat or person gets

ALTER TABLE hold ADD COLUMN released_at INTEGER;

-- Chats that are gone for good. The number is never given again.
CREATE TABLE tombstone (
  chat_id      INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation(id) DEFERRABLE INITIALLY DEFERRED,
  purged_at    INTEGER NOT NULL
) STRICT;

-- Persons whose words were taken out. Nothing here tells who they were.
CREATE TABLE erasure (
  person_id    INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation(id) DEFERRABLE INITIALLY DEFERRED,
  begun_at     INTEGER NOT NULL,
  proven_at    INTEGER,               -- NULL: the words are out of the rows, but not yet proven out of the file
  digest       BLOB NOT NULL          -- salted, of the person's identifiers: tells them in an older backup
) STRICT;
