package io.fieldwarden.agent.spool;

/** Where a waiting alert's newest revision lies on disk. */
record Place(Segment segment, int at, int size, int revision) {}
