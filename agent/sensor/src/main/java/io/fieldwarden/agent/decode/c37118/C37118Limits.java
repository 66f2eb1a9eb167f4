package io.fieldwarden.agent.decode.c37118;

/**
 * Limits of the C37.118.2 decoder, the standard's own and ours.
 *
 * @param configurations configurations remembered for all connections of a lane; the oldest goes first
 * @param pmusMax measurement units of one configuration
 * @param channelsMax channels of one configuration, all units together
 * @param answerNanos how long an answer to a command may take, in traffic time
 * @param identities identities remembered of a connection, so that each is told once
 * @param resyncBytes bytes skipped in search of a frame before giving the connection up
 */
record C37118Limits(
        int configurations, int pmusMax, int channelsMax, long answerNanos, int identities, int resyncBytes) {
    /** First byte of every frame (clause 6.2). */
    static final int SYNC = 0xAA;
    /** Sync, size, id, second and fraction (clause 6.2). */
    static final int HEADER = 14;
    /** A frame without contents: header and check word. */
    static final int FRAME_MIN = 16;

    static C37118Limits standard() {
        return new C37118Limits(256, 64, 512, 10_000_000_000L, 128, 131_072);
    }
}
