package io.fieldwarden.agent.decode.tcp;

/**
 * Limits of the conversations.
 *
 * @param connectionsMax connections remembered; beyond it the one idle for longest is expired
 * @param attendNanos how long after its last bytes a session is told that time passes; longer than any decoder waits
 * @param lifetimes how long an idle connection is remembered
 * @param reassembling what is kept of TCP streams
 * @param recognising how much is looked at before a connection counts as unrecognised
 */
public record TcpLimits(
        int connectionsMax, long attendNanos, Lifetimes lifetimes, Reassembling reassembling, Recognising recognising) {

    private static final long SECOND = 1_000_000_000L;

    public static final TcpLimits DEFAULT = new TcpLimits(
            32_768,
            120 * SECOND,
            new Lifetimes(30 * SECOND, 3_600 * SECOND, 120 * SECOND, 10 * SECOND),
            new Reassembling(64, 256 << 10, 16 << 20, 8 << 20, 5 * SECOND, 1 << 20, 32 << 20),
            new Recognising(512, 8, 8));

    public TcpLimits {
        require("connectionsMax", connectionsMax, 1);
        require("attendNanos", attendNanos, SECOND);
    }

    /**
     * How long a connection is remembered without traffic, in nanoseconds of traffic time.
     *
     * @param openingNanos TCP, before it is established
     * @param establishedNanos TCP
     * @param datagramNanos UDP, ICMP and other IP protocols
     * @param endedNanos after it was closed or refused, so that stragglers do not open it anew
     */
    public record Lifetimes(long openingNanos, long establishedNanos, long datagramNanos, long endedNanos) {
        public Lifetimes {
            require("openingNanos", openingNanos, 1);
            require("establishedNanos", establishedNanos, 1);
            require("datagramNanos", datagramNanos, 1);
            require("endedNanos", endedNanos, 1);
        }
    }

    /**
     * What is kept of TCP streams.
     *
     * @param segmentsMax segments out of order, per direction
     * @param heldBytesMax bytes out of order, per direction
     * @param heldBytesTotalMax bytes out of order, of all connections
     * @param windowBytesMax how far ahead or behind a segment may be to be believed
     * @param holeNanosMax how long missing bytes are waited for while nothing else moves on
     * @param messageBytesMax bytes kept for a message that is not complete yet, per direction
     * @param messageBytesTotalMax the same, of all connections
     */
    public record Reassembling(
            int segmentsMax,
            int heldBytesMax,
            int heldBytesTotalMax,
            int windowBytesMax,
            long holeNanosMax,
            int messageBytesMax,
            int messageBytesTotalMax) {
        public Reassembling {
            require("segmentsMax", segmentsMax, 1);
            require("heldBytesMax", heldBytesMax, 1);
            require("heldBytesTotalMax", heldBytesTotalMax, 1);
            require("windowBytesMax", windowBytesMax, 65_536);
            require("holeNanosMax", holeNanosMax, 1);
            require("messageBytesMax", messageBytesMax, 64);
            require("messageBytesTotalMax", messageBytesTotalMax, 64);
        }
    }

    /**
     * How much is looked at before a direction counts as unrecognised.
     *
     * @param bytesMax first bytes shown to decoders
     * @param segmentsMax segments waited for while a decoder says maybe
     * @param attemptsMax fresh starts: datagrams, or segments of a stream picked up in the middle
     */
    public record Recognising(int bytesMax, int segmentsMax, int attemptsMax) {
        public Recognising {
            require("bytesMax", bytesMax, 1);
            require("segmentsMax", segmentsMax, 1);
            require("attemptsMax", attemptsMax, 1);
        }
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least " + least);
        }
    }
}
