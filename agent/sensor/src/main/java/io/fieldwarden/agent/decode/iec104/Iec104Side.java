package io.fieldwarden.agent.decode.iec104;

/** What is known of one direction of a connection. */
final class Iec104Side {
    /** Stands for a number or a time that is not known. */
    static final int UNKNOWN = -1;

    boolean synchronised;
    int skipped;
    /** Bytes of a message that has begun. */
    int begun;
    /** N(S) of the next I-format this side sends. */
    int next;
    /** Greatest N(R) the other side has acknowledged to this one. */
    int acknowledged;
    /** Whether the window was told to be exceeded. */
    boolean windowTold;
    /** When STARTDT, STOPDT and TESTFR were asked by this side; 0 where none is open. */
    final long[] asked = new long[3];

    Iec104Side(boolean beginningSeen) {
        synchronised = beginningSeen;
        next = beginningSeen ? 0 : UNKNOWN;
        acknowledged = next;
    }

    /** Bytes of this side are missing. */
    void lost() {
        synchronised = false;
        skipped = 0;
        begun = 0;
        next = UNKNOWN;
    }
}
