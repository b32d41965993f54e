-- What a company relies on night after night.

-- Digests of rows, so that a changed byte is found (store/digest.rs). A row holds those of 64 owners with neighbouring
-- numbers: 8 bytes each, zeros where an owner has no rows.
CREATE TABLE digest (
  noun    INTEGER NOT NULL,           -- which table's rows: its number in store/journal.rs
  block   INTEGER NOT NULL,           -- the owners' numbers divided by 64
  digests BLOB NOT NULL,
  PRIMARY KEY (noun, block)
) STRICT, WITHOUT ROWID;

-- Export jobs: files that follow each other, each with what changed since the one before. What the copy holds of each
-- chat is kept as digests, in rows of the table above whose noun is 1000 and the job's number.
CREATE TABLE export_job (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  folded    TEXT NOT NULL,
  terms     TEXT NOT NULL,            -- JSON object: what it writes, how, and where to
  runs      INTEGER NOT NULL,         -- good ones
  operation INTEGER,                  -- the newest one that the last of them saw; NULL: the next writes everything
  ran_at    INTEGER,
  chats     INTEGER NOT NULL,         -- that the copy holds
  manifest  TEXT                      -- of the last of them: where it was cut off the file is written again
) STRICT;

-- Policies of retention, ordered: a chat goes by the first that it is due by.
CREATE TABLE retention_policy (
  id       INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,          -- from 1, without gaps
  name     TEXT NOT NULL UNIQUE,
  folded   TEXT NOT NULL,
  query    TEXT NOT NULL,             -- which chats, in the filter language; '' is every chat
  zone     TEXT,                      -- of dates in its queries, and of the calendar; NULL: UTC
  since    INTEGER NOT NULL,          -- what the age is counted from (model/retention.rs)
  age      TEXT NOT NULL,             -- '2y', as the filter language has it
  action   INTEGER NOT NULL,          -- 1 bin, 2 purge, 3 pseudonymise
  grace    INTEGER,                   -- days in the bin before it purges; NULL: it does not
  kept     TEXT NOT NULL,             -- JSON: an array of queries whose chats it leaves
  ceiling  INTEGER NOT NULL,          -- the most that a run takes: chats, or persons where it pseudonymises
  active   INTEGER NOT NULL DEFAULT 1
) STRICT;
