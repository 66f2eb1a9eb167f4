-- People who may sign in. password is Argon2id in PHC string form.
CREATE TABLE account (
  n                  INTEGER PRIMARY KEY,
  name               TEXT NOT NULL COLLATE NOCASE UNIQUE,
  password           TEXT NOT NULL,
  change_password    INTEGER NOT NULL,
  created_at         INTEGER NOT NULL,
  password_set_at    INTEGER NOT NULL
) STRICT;

-- Signed-in browsers. Only the SHA-256 of the token is kept, so that a stolen copy of this file signs nobody in.
CREATE TABLE session (
  token      BLOB PRIMARY KEY,
  account    INTEGER NOT NULL REFERENCES account (n) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  address    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
