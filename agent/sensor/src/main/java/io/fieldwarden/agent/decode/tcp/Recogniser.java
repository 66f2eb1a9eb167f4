package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Asks decoders what the first bytes of a direction are. Who said no is not asked again for the same start. */
final class Recogniser {
    /** No decoder knows these bytes. */
    static final int NOBODY = -1;
    /** Some decoder wants to see more. */
    static final int UNDECIDED = -2;

    private final ProtocolDecoder[] decoders;
    private final long[] byTransport = new long[Transport.values().length];
    private final TcpLimits.Recognising limits;
    private final Retirement retirement;
    private final Window first = new Window();

    Recogniser(List<ProtocolDecoder> decoders, TcpLimits.Recognising limits, Retirement retirement) {
        if (decoders.size() > Long.SIZE) {
            throw new IllegalArgumentException("found " + decoders.size() + " decoders, expected at most " + Long.SIZE);
        }
        this.decoders = decoders.toArray(new ProtocolDecoder[0]);
        this.limits = limits;
        this.retirement = retirement;
        for (Transport transport : Transport.values()) {
            for (int index = 0; index < this.decoders.length; index++) {
                if (this.decoders[index].over(transport)) {
                    byTransport[transport.ordinal()] |= 1L << index;
                }
            }
        }
    }

    boolean over(Transport transport) {
        return byTransport[transport.ordinal()] != 0;
    }

    ProtocolDecoder decoder(int index) {
        return decoders[index];
    }

    /** Index of the decoder that knows {@code bytes} or most likely does, {@link #NOBODY} or {@link #UNDECIDED}. */
    int ask(Flow flow, Direction from, Window bytes, Backlog backlog) {
        backlog.candidates &= byTransport[flow.connection.transport().ordinal()];
        backlog.segments++;
        int likely = NOBODY;
        boolean open = false;
        for (long left = backlog.candidates; left != 0; left &= left - 1) {
            int index = Long.numberOfTrailingZeros(left);
            Recognition answer = ask(index, flow, from, bytes);
            if (answer == Recognition.YES) {
                return index;
            }
            switch (answer) {
                case NO -> backlog.candidates &= ~(1L << index);
                case LIKELY -> likely = likely == NOBODY ? index : likely;
                default -> open = true;
            }
        }
        boolean enough = bytes.length() >= limits.bytesMax() || backlog.segments >= limits.segmentsMax();
        boolean whole = flow.connection.transport() != Transport.TCP; // of a datagram nothing more will come
        return open && !enough && !whole ? UNDECIDED : likely;
    }

    private Recognition ask(int index, Flow flow, Direction from, Window bytes) {
        first.over(bytes, 0, Math.min(bytes.length(), limits.bytesMax()));
        try {
            return decoders[index].recognise(first, from, flow.connection);
        } catch (RuntimeException | StackOverflowError e) {
            retirement.failed(index, flow, e);
            return Recognition.NO;
        }
    }

    /**
     * After nobody knew the bytes: tries the next segment, if these may have been the middle of a message; otherwise the
     * direction counts as unrecognised.
     */
    void nextAttempt(Flow flow, Backlog backlog) {
        boolean mayStartLater =
                flow.connection.midstream() || flow.connection.transport() != Transport.TCP || backlog.broken;
        backlog.attempts++;
        if (!mayStartLater || backlog.attempts >= limits.attemptsMax()) {
            backlog.unrecognised = true;
            if (flow.fromOriginator.unrecognised && flow.fromResponder.unrecognised) {
                flow.talk = Flow.Talk.UNKNOWN;
            }
        }
        backlog.candidates = -1;
        backlog.segments = 0;
    }

    /** Begins anew after missing bytes. */
    void restart(Backlog backlog) {
        backlog.broken = true;
        backlog.candidates = -1;
        backlog.segments = 0;
    }
}
