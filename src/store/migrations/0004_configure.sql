-- What admins configure: canned replies, chat assignment, bans, the count of interactions.

-- Texts that are written once and sent often. Numbers are never given again (sequence): uses outlive what was used.
-- Nothing cascades, so that an undo sees what hangs on a row.
CREATE TABLE canned (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,    -- the short name that is typed
  folded     TEXT NOT NULL,
  title      TEXT,
  language   TEXT,                    -- of the text, as a language tag; NULL: not said
  text       TEXT NOT NULL,           -- a template (model/template.rs)
  scope      INTEGER NOT NULL,        -- 1 everybody, 2 the teams of canned_team, 3 the rep of rep_id
  rep_id     INTEGER REFERENCES rep(id),
  tags       TEXT NOT NULL,           -- JSON: an array of words of their own; tags of chats are other ones
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE canned_variant (
  id        INTEGER PRIMARY KEY,
  canned_id INTEGER NOT NULL REFERENCES canned(id),
  language  TEXT NOT NULL,
  text      TEXT NOT NULL,
  UNIQUE (canned_id, language)
) STRICT;
CREATE TABLE canned_team (
  canned_id INTEGER NOT NULL REFERENCES canned(id),
  team_id   INTEGER NOT NULL REFERENCES team(id),
  PRIMARY KEY (canned_id, team_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE canned_attachment (
  id        INTEGER PRIMARY KEY,
  canned_id INTEGER NOT NULL REFERENCES canned(id),
  position  INTEGER NOT NULL,
  name      TEXT NOT NULL,
  type      TEXT,
  size      INTEGER NOT NULL,
  content   BLOB NOT NULL
) STRICT;
CREATE INDEX canned_attachment_canned ON canned_attachment(canned_id, position);
-- One row a reply that used it, and nothing of the chat: a counter would stand in the way of undoing two such replies.
CREATE TABLE canned_use (
  id        INTEGER PRIMARY KEY,
  canned_id INTEGER NOT NULL,         -- no reference: the reply stays when the canned one goes
  used_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX canned_use_canned ON canned_use(canned_id, used_at);

-- How chats find their reps. What is NULL in a team's row is as in the company's, and there as it is preset: voluntary,
-- without limit and reply target.
CREATE TABLE assignment_setting (
  id           INTEGER PRIMARY KEY,   -- the team's number; 0 is the company
  method       INTEGER,               -- model/assignment.rs
  chat_limit   INTEGER,               -- the most chats a rep may be given; -1: any number
  reply_target INTEGER                -- microseconds a person may wait before the chat is overdue; -1: any time
) STRICT;
-- Ordered: the first that matches a new chat says where it goes.
CREATE TABLE assignment_rule (
  id          INTEGER PRIMARY KEY,
  position    INTEGER NOT NULL,       -- from 1, without gaps
  name        TEXT NOT NULL UNIQUE,
  folded      TEXT NOT NULL,
  query       TEXT NOT NULL,          -- in the filter language; '' matches every chat
  hours       TEXT,                   -- when it holds (model/hours.rs); NULL: always
  zone        TEXT,                   -- of the hours, and of dates in the query; NULL: UTC
  target      INTEGER NOT NULL,       -- 1 a rep, 2 a team, 3 any rep
  rep_id      INTEGER REFERENCES rep(id),
  team_id     INTEGER REFERENCES team(id),
  method      INTEGER,                -- NULL: as the team or the company has it
  chat_limit  INTEGER,                -- the same; -1: any number
  active      INTEGER NOT NULL DEFAULT 1
) STRICT;
-- Every decision, with who was looked at and why each was chosen or passed over. No words of visitors.
CREATE TABLE assignment_decision (
  id           INTEGER PRIMARY KEY,
  chat_id      INTEGER NOT NULL,      -- the number people type
  decided_at   INTEGER NOT NULL,
  occasion     INTEGER NOT NULL,      -- 1 handoff, 2 transfer, 3 drained from the queue
  scope        INTEGER NOT NULL,      -- whose turn it is goes round here: the team's number; 0 is the company
  rule_id      INTEGER,               -- the rule that said where it goes, which may be gone since; NULL: none did
  method       INTEGER,               -- NULL: one rep was named, by a rule or by whoever handed off
  rep_id       INTEGER REFERENCES rep(id), -- who was chosen; NULL: the chat waits
  online_since INTEGER,               -- of the chosen rep, at that moment: round-robin goes on behind them
  seed         INTEGER,               -- of chance, where the method is random
  detail       TEXT NOT NULL          -- JSON: rules and reps, each with the reason (store/assignment/decision.rs)
) STRICT;
CREATE INDEX assignment_decision_chat ON assignment_decision(chat_id, id);
CREATE INDEX assignment_decision_turn ON assignment_decision(scope, method, id);

-- Bans. A ban is on a person, on identifiers, or on both.
DROP TABLE ban;
CREATE TABLE ban (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER REFERENCES person(id),
  reason      TEXT NOT NULL,          -- the reason's name as it was then
  folded      TEXT NOT NULL,
  note        TEXT,
  rep_id      INTEGER REFERENCES rep(id), -- by whom
  offence     INTEGER NOT NULL DEFAULT 1, -- the how manyth ban of the person this one is
  length      TEXT,                   -- as said or pre-filled: '3d', 'permanent' … (model/length.rs)
  started_at  INTEGER NOT NULL,
  ends_at     INTEGER,                -- the first moment it does not hold any more; NULL: permanent
  lifted_at   INTEGER,                -- lifted or replaced
  lifted_by   INTEGER REFERENCES rep(id),
  lift_note   TEXT,
  replaced_by INTEGER REFERENCES ban(id) DEFERRABLE INITIALLY DEFERRED,
  hits        INTEGER NOT NULL DEFAULT 0, -- handoffs it refused
  hit_at      INTEGER                 -- the last of them
) STRICT;
CREATE INDEX ban_person ON ban(person_id);
CREATE TABLE ban_identifier (
  id     INTEGER PRIMARY KEY,
  ban_id INTEGER NOT NULL REFERENCES ban(id) ON DELETE CASCADE,
  kind   INTEGER NOT NULL,            -- model/identifier.rs
  value  TEXT NOT NULL,               -- normalised
  low    BLOB,                        -- of an IP address or range: the first address, 16 bytes
  high   BLOB                         -- and the last; the same for one address
) STRICT;
CREATE INDEX ban_identifier_value ON ban_identifier(value, kind);
CREATE INDEX ban_identifier_range ON ban_identifier(low, high) WHERE low <> high; -- the few that are looked at one by one
CREATE INDEX ban_identifier_ban ON ban_identifier(ban_id);
CREATE TABLE ban_reason (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  folded      TEXT NOT NULL,
  description TEXT
) STRICT;
-- How long a ban is: the rule with the highest number not above the count of offences.
CREATE TABLE ban_rule (
  id       INTEGER PRIMARY KEY,
  offences INTEGER NOT NULL UNIQUE,   -- from 1
  length   TEXT NOT NULL              -- model/length.rs
) STRICT;

-- What holds for the whole company: one row, or none while nothing was said.
CREATE TABLE company (
  id                  INTEGER PRIMARY KEY CHECK (id = 1),
  zone                TEXT,           -- in which months begin; NULL: UTC
  interaction_limit   INTEGER,        -- interactions a month; NULL: no limit
  interaction_warning INTEGER         -- per cent of the limit from which on it is warned
) STRICT;
-- How many interactions there were (store/interaction): what is counted of chats that are here, and what was of chats
-- that were purged since. Derived, so not in the journal; the setting 'interactions stale' says that it must be made anew.
CREATE TABLE interaction_count (
  month     INTEGER NOT NULL,         -- year * 12 + month - 1 in the company's zone; -1: the time is not known
  dimension INTEGER NOT NULL,         -- 1 all, 2 app, 3 team, 4 author who is a rep
  item      INTEGER NOT NULL,         -- number of the app, team or author; 0 for all, and for none
  here      INTEGER NOT NULL DEFAULT 0,
  gone      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (month, dimension, item)
) STRICT, WITHOUT ROWID;
INSERT INTO setting (name, value) SELECT 'interactions stale', 'yes' WHERE EXISTS (SELECT 1 FROM message);
