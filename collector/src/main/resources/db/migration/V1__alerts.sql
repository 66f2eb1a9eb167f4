-- One revision of an alert as the agent sent it, without its evidence: the contract's JSON.
CREATE TABLE document (
  n        INTEGER PRIMARY KEY,
  alert    INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  json     TEXT NOT NULL
) STRICT;

-- The columns to filter and order by; narrow, so that a scan is quick. Times are microseconds since 1970 in UTC.
CREATE TABLE alert (
  n            INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  revision     INTEGER NOT NULL,
  document     INTEGER NOT NULL,
  state        INTEGER NOT NULL DEFAULT 0,
  severity     INTEGER NOT NULL,
  type         TEXT NOT NULL,
  agent        TEXT NOT NULL,
  site         TEXT NOT NULL,
  protocol     TEXT NOT NULL,
  originator   TEXT NOT NULL,
  responder    TEXT NOT NULL,
  first_seen   INTEGER NOT NULL,
  last_seen    INTEGER NOT NULL,
  received_at  INTEGER NOT NULL,
  state_at     INTEGER,
  state_by     TEXT NOT NULL DEFAULT '',
  state_reason TEXT NOT NULL DEFAULT '',
  packets      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX alert_last_seen ON alert (last_seen, n);
CREATE INDEX alert_first_seen ON alert (first_seen, n, severity);
CREATE INDEX alert_state ON alert (state, severity, last_seen, n);
CREATE INDEX alert_type ON alert (type, last_seen, n);

-- Packets apart: lists never read them.
CREATE TABLE evidence (
  alert  INTEGER PRIMARY KEY REFERENCES alert (n),
  pcapng BLOB NOT NULL
) STRICT;

-- The store's one order. kind: 0 raised, 1 updated, 2 state.
CREATE TABLE change (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     INTEGER NOT NULL,
  alert    INTEGER NOT NULL REFERENCES alert (n),
  document INTEGER NOT NULL REFERENCES document (n),
  state    INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  reason   TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX change_alert ON change (alert, sequence);

-- Counters kept as alerts are written, so that no page groups millions of rows.
CREATE TABLE alert_count (
  state    INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  type     TEXT NOT NULL,
  agent    TEXT NOT NULL,
  site     TEXT NOT NULL,
  protocol TEXT NOT NULL,
  alerts   INTEGER NOT NULL,
  PRIMARY KEY (state, severity, type, agent, site, protocol)
) STRICT, WITHOUT ROWID;

-- Alerts by the hour they were first seen in, counted in hours since 1970 in UTC.
CREATE TABLE alert_hour (
  hour     INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  alerts   INTEGER NOT NULL,
  PRIMARY KEY (hour, severity)
) STRICT, WITHOUT ROWID;

-- Full text. The index keeps no copy of the words; marks hold the state and the site as one token each.
CREATE VIRTUAL TABLE alert_text USING fts5 (
  words, marks, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
