-- How far every sink has delivered: the change up to which the receiver has everything.
CREATE TABLE sink_cursor (
    sink     TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
