-- Agents, their certificates, and the tokens they join with. Times are microseconds since 1970 UTC.
CREATE TABLE agent (
    name        TEXT PRIMARY KEY,
    site        TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE join_token (
    id         TEXT PRIMARY KEY,            -- what people call it
    hash       TEXT NOT NULL UNIQUE,        -- SHA-256 of the secret; the secret itself is nowhere
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    uses_left  INTEGER NOT NULL CHECK (uses_left >= 0),
    site       TEXT,                        -- only for this site, if set
    agent      TEXT,                        -- only for this name, if set
    replaces   INTEGER NOT NULL,            -- 1: may take over the name of an agent that is enrolled
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_certificate (
    serial     TEXT PRIMARY KEY,            -- hexadecimal
    agent      TEXT NOT NULL REFERENCES agent (name),
    key_hash   TEXT NOT NULL,               -- SHA-256 of the public key
    token      TEXT REFERENCES join_token (id), -- the token that brought it; null for a renewal
    issued_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    pem        TEXT NOT NULL,
    revoked_at INTEGER,
    revoked_by TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX agent_certificate_agent ON agent_certificate (agent, issued_at);
CREATE INDEX agent_certificate_revoked ON agent_certificate (revoked_at) WHERE revoked_at IS NOT NULL;

-- The latest word of every agent.
CREATE TABLE agent_heard (
    agent     TEXT PRIMARY KEY REFERENCES agent (name),
    at        INTEGER NOT NULL,
    version   TEXT NOT NULL,
    heartbeat TEXT                          -- JSON of the contract's Heartbeat
) STRICT, WITHOUT ROWID;
