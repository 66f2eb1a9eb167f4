package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Direction;
import java.util.Arrays;

/** A request and what has come of its response. Reused for the next request when it is done with. */
final class Dnp3Exchange {
    private static final int KEPT_MAX = 2_048;
    private static final int EARLIER_MAX = 64;

    /** What the fragments of the response named. */
    final Dnp3Summary response;

    private byte[] request = new byte[32];
    private int length;
    private int source;
    private int destination;
    private Direction from = Direction.FROM_ORIGINATOR;
    private long atNanos;
    private int expectedSequence;
    private int fragments;
    private int indications;
    private int lastIndications;
    private final StringBuilder earlier = new StringBuilder(0);

    Dnp3Exchange(Dnp3Limits limits) {
        response = new Dnp3Summary(limits);
    }

    /** Begins with the fragment of a request, of which at most so much is kept as a device must take (2048 bytes). */
    void begin(Dnp3Assembly.Fragment whole, long newNanos) {
        int start = whole.start();
        int end = whole.end();
        Dnp3Frame frame = whole.frame();
        length = Math.min(end - start, KEPT_MAX);
        if (length > request.length) {
            request = new byte[length];
        }
        System.arraycopy(whole.bytes(), start, request, 0, length);
        source = frame.source();
        destination = frame.destination();
        from = whole.from();
        atNanos = newNanos;
        expectedSequence = sequence();
        fragments = 0;
        indications = 0;
        lastIndications = 0;
        earlier.setLength(0);
        response.clear();
    }

    /** Notes a fragment of the response. */
    void answered(int newIndications) {
        if (fragments++ > 0 && fragments <= EARLIER_MAX) {
            earlier.append(earlier.isEmpty() ? "" : ",").append(String.format("0x%04x", lastIndications));
        }
        lastIndications = newIndications;
        indications |= newIndications;
        expectedSequence = (expectedSequence + 1) & 0x0F;
    }

    /** Whether the fragment is that of this request, once more. */
    boolean isRepeated(Dnp3Assembly.Fragment whole) {
        int end = Math.min(whole.end(), whole.start() + KEPT_MAX);
        return Arrays.equals(request, 0, length, whole.bytes(), whole.start(), end);
    }

    boolean between(int client, int outstation) {
        return source == client && destination == outstation;
    }

    byte[] request() {
        return request;
    }

    int length() {
        return length;
    }

    int function() {
        return request[1] & 0xFF;
    }

    int sequence() {
        return request[0] & 0x0F;
    }

    int source() {
        return source;
    }

    int destination() {
        return destination;
    }

    Direction from() {
        return from;
    }

    long atNanos() {
        return atNanos;
    }

    /** Sequence number the next fragment of the response must have. */
    int expectedSequence() {
        return expectedSequence;
    }

    int fragments() {
        return fragments;
    }

    /** Indications of the last fragment of the response. */
    int lastIndications() {
        return lastIndications;
    }

    /** Indications of the fragments before it, parted by commas. */
    String earlierIndications() {
        return earlier.toString();
    }

    /** Indications of all fragments of the response. */
    int indications() {
        return indications;
    }
}
