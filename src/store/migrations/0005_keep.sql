-- What a company relies on night after night.

-- Digests of rows, so that a changed byte is found (store/digest.rs). A row holds those of 64 owners with neighbouring
-- numbers: 8 bytes each, zeros where an owner has no rows.
CREATE TABLE digest (
  noun    INTEGER NOT NULL,           -- which table's rows: its number in store/journal.rs
  block   INTEGER NOT NULL,           -- the owners' numbers divided by 64
  digests BLOB NOT NULL,
  PRIMARY KEY (noun, block)
) STRICT, WITHOUT ROWID;
