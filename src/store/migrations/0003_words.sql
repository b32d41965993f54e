-- Words in the details of operations, apart from the record of them: so that they can be taken out when they name a person
-- who is erased, and the chain, which covers their digests, stays whole.

-- In the detail of an operation null stands for each of its words. What older versions wrote keeps its words there.
CREATE TABLE operation_word (
  operation_id INTEGER NOT NULL REFERENCES operation(id) DEFERRABLE INITIALLY DEFERRED,
  name         TEXT NOT NULL,         -- its name in the detail: 'tag', 'hold'
  word         TEXT,                  -- what an admin called something; NULL: erased
  salt         BLOB,                  -- random, so that the digest tells nobody which word it was; erased with the word
  digest       BLOB NOT NULL,         -- SHA-256 of all of the above: stays
  PRIMARY KEY (operation_id, name),
  CHECK ((word IS NULL) = (salt IS NULL))
) STRICT, WITHOUT ROWID;
ALTER TABLE operation ADD COLUMN word_digest BLOB;  -- SHA-256 over the digests of its words, by name; NULL: it has none

-- Words are taken out and never changed.
CREATE TRIGGER operation_word_no_update BEFORE UPDATE ON operation_word
  WHEN new.word IS NOT NULL OR new.operation_id IS NOT old.operation_id OR new.name IS NOT old.name
    OR new.digest IS NOT old.digest BEGIN
  SELECT raise(ABORT, 'words of operations are never changed');
END;
CREATE TRIGGER operation_word_no_delete BEFORE DELETE ON operation_word BEGIN
  SELECT raise(ABORT, 'operations are never removed');
END;
