-- The first schema: chats, the people in them, what they said, the labels on them, and the record of changes.
--
-- This file is the schema's manual. All times (*_at) are whole microseconds since 1970 in UTC; NULL is "not known".
-- All tables are STRICT. Numbers that people type are columns called id; chat.key is never shown.

-- What the repository says of itself, by name.
CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,      -- 'fixed_clock': made with one; 'key_drift': see store/key.rs
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The next number of a kind, so that none is ever given twice, also after a purge.
CREATE TABLE sequence (
  name TEXT NOT NULL PRIMARY KEY,       -- 'chat', 'person', …
  last INTEGER NOT NULL                 -- the last number given
) STRICT, WITHOUT ROWID;

-- Every change is one operation, chained by hash to the one before.
CREATE TABLE operation (
  id            INTEGER PRIMARY KEY,    -- 1, 2, 3 … without gaps
  at            INTEGER NOT NULL,
  actor_uid     INTEGER NOT NULL,       -- the kernel's answer: real user id
  actor_rep_id  INTEGER REFERENCES rep(id),
  command       TEXT NOT NULL,          -- 'import', 'tag add', …
  detail        TEXT NOT NULL,          -- JSON object: what it touched, and counts; no words of visitors
  before_digest BLOB NOT NULL,          -- digest of the operation before; 32 zero bytes for the first
  digest        BLOB NOT NULL           -- SHA-256 of all of the above (see store/change.rs)
) STRICT;

-- Small tables of names. folded is the name as filters compare it (model/fold.rs).
CREATE TABLE app (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,          -- 'webchat', 'whatsapp', … as the source spells it
  folded TEXT NOT NULL
) STRICT;

CREATE TABLE source (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,          -- where chats were imported from
  folded TEXT NOT NULL
) STRICT;

CREATE TABLE language (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,          -- 'en', 'th', … as the source spells it
  folded TEXT NOT NULL
) STRICT;

CREATE TABLE tag (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  folded      TEXT NOT NULL,
  color       TEXT,
  description TEXT,
  live_chats  INTEGER NOT NULL DEFAULT 0 -- chats with it that are not in the bin, kept by triggers
) STRICT;

CREATE TABLE team (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL
) STRICT;

-- The company's people. One with os_uid may run this tool; one made by an import only names who spoke.
CREATE TABLE rep (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  folded      TEXT NOT NULL,
  email       TEXT,
  source_id   INTEGER REFERENCES source(id),
  external_id TEXT,                     -- the source's ID
  role        TEXT,                     -- 'admin'; NULL for none
  os_uid      INTEGER UNIQUE,           -- the account on this machine, by number
  UNIQUE (source_id, external_id)
) STRICT;

CREATE TABLE team_rep (
  team_id INTEGER NOT NULL REFERENCES team(id),
  rep_id  INTEGER NOT NULL REFERENCES rep(id),
  PRIMARY KEY (team_id, rep_id)
) STRICT, WITHOUT ROWID;

-- Those who write to the company.
CREATE TABLE person (
  id          INTEGER PRIMARY KEY,      -- ours, never given twice
  name        TEXT,
  email       TEXT,
  phone       TEXT,
  location    TEXT,
  country     TEXT,
  ip_address  TEXT,
  channel_id  TEXT,                     -- the app's ID
  unique_id   TEXT,                     -- the company's ID
  source_id   INTEGER REFERENCES source(id),
  external_id TEXT,                     -- the source's ID; NULL: nobody known, one row a chat
  UNIQUE (source_id, external_id)
) STRICT;

-- The livechat.
CREATE TABLE chat (
  key             INTEGER PRIMARY KEY,  -- (creation second << 12) + n: newest first is key order (store/key.rs)
  id              INTEGER NOT NULL UNIQUE, -- the number people type, never given twice
  source_id       INTEGER REFERENCES source(id),
  external_id     TEXT,
  app_id          INTEGER REFERENCES app(id),
  person_id       INTEGER NOT NULL REFERENCES person(id),
  assignee_id     INTEGER REFERENCES rep(id),
  language_id     INTEGER REFERENCES language(id),
  status          INTEGER NOT NULL,     -- model/status.rs
  created_at      INTEGER,
  closed_at       INTEGER,
  updated_at      INTEGER,              -- when anything last happened to it
  last_message_at INTEGER,              -- the last known time in the thread
  deleted_at      INTEGER,              -- when it was put in the bin; NULL: it is not there
  message_count   INTEGER NOT NULL,
  rating          INTEGER CHECK (rating BETWEEN 1 AND 5),
  rating_comment  TEXT,
  rating_at       INTEGER,
  description     TEXT,
  time_kind       TEXT,                 -- how far the source trusts its times, in its words
  participants    TEXT,                 -- JSON array: others who took part, by the source's ID
  changed_by      INTEGER NOT NULL,     -- the operation that last wrote it
  UNIQUE (source_id, external_id)
) STRICT;
CREATE INDEX chat_status ON chat(status);               -- ends in the key: newest first without a sort
CREATE INDEX chat_assignee ON chat(assignee_id, status);
CREATE INDEX chat_person ON chat(person_id);
CREATE INDEX chat_updated ON chat(updated_at);
CREATE INDEX chat_closed ON chat(closed_at);
CREATE INDEX chat_last_message ON chat(last_message_at);
CREATE INDEX chat_app ON chat(app_id);
CREATE INDEX chat_deleted ON chat(deleted_at) WHERE deleted_at IS NOT NULL;

-- Who spoke, once for each: the source's own word for the author.
CREATE TABLE author (
  id        INTEGER PRIMARY KEY,
  kind      INTEGER NOT NULL,           -- 1 person, 2 AI assistant, 3 rep, 4 system (model/message.rs)
  source_id INTEGER REFERENCES source(id),
  name      TEXT                        -- NULL: the source does not say
) STRICT;
CREATE INDEX author_name ON author(name, kind, source_id);

-- The thread. number is the place in it, from 1; the clock never decides the order.
CREATE TABLE message (
  chat_key  INTEGER NOT NULL REFERENCES chat(key) ON UPDATE CASCADE ON DELETE CASCADE,
  number    INTEGER NOT NULL,
  sent_at   INTEGER,
  author_id INTEGER NOT NULL REFERENCES author(id),
  text      TEXT NOT NULL,              -- exact
  offset_us INTEGER,                    -- microseconds from the chat's start, where the source counts so
  extra     TEXT,                       -- JSON object: what else the source said
  PRIMARY KEY (chat_key, number)
) STRICT, WITHOUT ROWID;

-- Internal notes: in no transcript unless asked for.
CREATE TABLE note (
  chat_key   INTEGER NOT NULL REFERENCES chat(key) ON UPDATE CASCADE ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  written_at INTEGER,
  author     TEXT,
  text       TEXT NOT NULL,
  color      TEXT,
  extra      TEXT,                      -- JSON object: what else the source said
  PRIMARY KEY (chat_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE chat_tag (
  tag_id   INTEGER NOT NULL REFERENCES tag(id),
  chat_key INTEGER NOT NULL REFERENCES chat(key) ON UPDATE CASCADE ON DELETE CASCADE,
  position INTEGER NOT NULL,            -- place among the chat's tags, as given
  PRIMARY KEY (tag_id, chat_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_tag_chat ON chat_tag(chat_key, position, tag_id);

CREATE TABLE chat_team (
  team_id  INTEGER NOT NULL REFERENCES team(id),
  chat_key INTEGER NOT NULL REFERENCES chat(key) ON UPDATE CASCADE ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (team_id, chat_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_team_chat ON chat_team(chat_key, position, team_id);

-- Custom fields. Values are texts; the type says how to read them.
CREATE TABLE field (
  id       INTEGER PRIMARY KEY,
  owner    INTEGER NOT NULL,            -- 1 chats, 2 persons
  name     TEXT NOT NULL,
  folded   TEXT NOT NULL,
  type     INTEGER NOT NULL,            -- model/field.rs
  inferred INTEGER NOT NULL,            -- 1: an import worked the type out, and may widen it to text
  UNIQUE (owner, name)
) STRICT;

CREATE TABLE chat_field (
  field_id INTEGER NOT NULL REFERENCES field(id),
  chat_key INTEGER NOT NULL REFERENCES chat(key) ON UPDATE CASCADE ON DELETE CASCADE,
  position INTEGER NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (chat_key, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_field_field ON chat_field(field_id, chat_key);

CREATE TABLE person_field (
  field_id  INTEGER NOT NULL REFERENCES field(id),
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (person_id, field_id)
) STRICT, WITHOUT ROWID;

-- Legal holds, and bans of persons: filters ask for them.
CREATE TABLE hold (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  folded    TEXT NOT NULL,
  reason    TEXT NOT NULL,
  placed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE chat_hold (
  hold_id  INTEGER NOT NULL REFERENCES hold(id),
  chat_key INTEGER NOT NULL REFERENCES chat(key) ON UPDATE CASCADE, -- no cascade: what is held cannot be removed
  PRIMARY KEY (chat_key, hold_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ban (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES person(id),
  reason     TEXT NOT NULL,
  folded     TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ends_at    INTEGER,                   -- NULL: permanent
  lifted_at  INTEGER
) STRICT;
CREATE INDEX ban_person ON ban(person_id);

-- How many chats have which status, in the bin or not, kept by triggers.
CREATE TABLE chat_count (
  status  INTEGER NOT NULL,
  deleted INTEGER NOT NULL,             -- 1: in the bin
  chats   INTEGER NOT NULL,
  PRIMARY KEY (status, deleted)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER chat_count_insert AFTER INSERT ON chat BEGIN
  INSERT INTO chat_count (status, deleted, chats) VALUES (new.status, new.deleted_at IS NOT NULL, 1)
    ON CONFLICT DO UPDATE SET chats = chats + 1;
END;
CREATE TRIGGER chat_count_delete AFTER DELETE ON chat BEGIN
  UPDATE chat_count SET chats = chats - 1 WHERE status = old.status AND deleted = (old.deleted_at IS NOT NULL);
END;
CREATE TRIGGER chat_count_update AFTER UPDATE OF status, deleted_at ON chat BEGIN
  UPDATE chat_count SET chats = chats - 1 WHERE status = old.status AND deleted = (old.deleted_at IS NOT NULL);
  INSERT INTO chat_count (status, deleted, chats) VALUES (new.status, new.deleted_at IS NOT NULL, 1)
    ON CONFLICT DO UPDATE SET chats = chats + 1;
END;

-- How many chats outside the bin have which tag (tag.live_chats).
CREATE TRIGGER tag_count_insert AFTER INSERT ON chat_tag BEGIN
  UPDATE tag SET live_chats = live_chats + 1 WHERE id = new.tag_id
    AND (SELECT deleted_at FROM chat WHERE key = new.chat_key) IS NULL;
END;
CREATE TRIGGER tag_count_delete AFTER DELETE ON chat_tag BEGIN
  UPDATE tag SET live_chats = live_chats - 1 WHERE id = old.tag_id
    AND (SELECT deleted_at FROM chat WHERE key = old.chat_key) IS NULL;
END;
CREATE TRIGGER tag_count_bin AFTER UPDATE OF deleted_at ON chat
  WHEN (old.deleted_at IS NULL) <> (new.deleted_at IS NULL) BEGIN
  UPDATE tag SET live_chats = live_chats + iif(new.deleted_at IS NULL, 1, -1)
    WHERE id IN (SELECT tag_id FROM chat_tag WHERE chat_key = new.key);
END;
-- The tags of a chat go before it does: behind it nobody could tell any more whether it was in the bin.
CREATE TRIGGER tag_count_chat_delete BEFORE DELETE ON chat BEGIN
  DELETE FROM chat_tag WHERE chat_key = old.key;
END;

-- Nobody edits the record by accident.
CREATE TRIGGER operation_no_update BEFORE UPDATE ON operation BEGIN
  SELECT raise(ABORT, 'operations are never changed');
END;
CREATE TRIGGER operation_no_delete BEFORE DELETE ON operation BEGIN
  SELECT raise(ABORT, 'operations are never removed');
END;

-- Search (store/search.rs): one row a chat, rowid = chat.key, over text that was folded and cut into tokens by us.
-- thread holds the messages; about the description and the person's name; symbol each sign that is no letter, once.
-- No trigger keeps it: whoever writes, moves or removes a chat does the same with its row here.
CREATE VIRTUAL TABLE search USING fts5(thread, about, symbol, tokenize = 'ascii', detail = full,
  content = '', contentless_delete = 1);

-- Every word of scripts that put spaces between words, once, so that a piece of a word finds the words it is in.
CREATE TABLE term (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE term_piece USING fts5(text, tokenize = 'trigram case_sensitive 1', detail = none,
  content = '', contentless_delete = 1);
