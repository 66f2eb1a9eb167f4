package io.fieldwarden.agent.decode.profinet;

/** Multicast identify requests: their answers come on other connections, so all of a lane share them. Bounded, oldest go. */
final class IdentifyRequests {
    private final long[] askers;
    private final int[] transactions;
    private final long[] times;
    private int next;

    IdentifyRequests(int most) {
        askers = new long[most];
        transactions = new int[most];
        times = new long[most];
    }

    /** Remembers that {@code mac} asked everybody. */
    void asked(long mac, int xid, long atNanos) {
        askers[next] = mac;
        transactions[next] = xid;
        times[next] = atNanos;
        next = (next + 1) % askers.length;
    }

    /** Whether {@code mac} asked so, not longer ago than {@code withinNanos}. */
    boolean isAsked(long mac, int xid, long atNanos, long withinNanos) {
        for (int index = 0; index < askers.length; index++) {
            if (transactions[index] == xid && askers[index] == mac && atNanos - times[index] <= withinNanos) {
                return mac != 0;
            }
        }
        return false;
    }
}
