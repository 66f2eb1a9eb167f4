package io.fieldwarden.agent.observation;

/** Which side of a connection something came from. */
public enum Direction {
    FROM_ORIGINATOR,
    FROM_RESPONDER;

    public Direction opposite() {
        return this == FROM_ORIGINATOR ? FROM_RESPONDER : FROM_ORIGINATOR;
    }
}
