package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.List;

/**
 * Brings the bytes of conversations to protocol sessions: finds out by the bytes what is spoken, keeps half messages until
 * they are whole, and takes a session away that throws.
 */
final class Interpreter {
    private static final int STOPPED = -1;

    private final Recogniser recogniser;
    private final DecodeContext context;
    private final ObservationSink observations;
    private final TcpLimits limits;
    private final Anomalies anomalies;
    private final RoomMeter meter;
    private final Retirement retirement;
    private final Attendance attendance = new Attendance();
    private final Window part = new Window();
    private final Window kept = new Window();
    private long keptBytes;

    Interpreter(
            List<ProtocolDecoder> decoders,
            DecodeContext context,
            TcpLimits limits,
            Anomalies anomalies,
            RoomMeter meter) {
        this.retirement = new Retirement(decoders, meter);
        this.recogniser = new Recogniser(decoders, limits.recognising(), retirement);
        this.context = context;
        this.observations = context.observations();
        this.limits = limits;
        this.anomalies = anomalies;
        this.meter = meter;
    }

    /** Whether any decoder reads what is carried so. */
    boolean over(Transport transport) {
        return recogniser.over(transport);
    }

    /** Whether anybody still wants bytes of this direction in order. */
    boolean wants(Flow flow, Direction from) {
        return switch (flow.talk) {
            case SPOKEN -> true;
            case LISTENING -> !flow.backlog(from).unrecognised;
            case UNKNOWN -> false;
        };
    }

    /** Bytes kept for messages that are not complete. */
    long keptBytes() {
        return keptBytes;
    }

    /** Takes the next bytes of a stream. */
    void bytes(Flow flow, Direction from, Window bytes, long atNanos) {
        switch (flow.talk) {
            case SPOKEN -> feed(flow, from, bytes, atNanos);
            case LISTENING -> listen(flow, from, bytes, atNanos);
            case UNKNOWN -> {}
        }
    }

    /** Takes a datagram: whole messages, nothing is kept. */
    void datagram(Flow flow, Direction from, Window bytes, long atNanos) {
        if (flow.talk == Flow.Talk.LISTENING) {
            Backlog backlog = flow.backlog(from);
            if (backlog.unrecognised) {
                return;
            }
            int found = recogniser.ask(flow, from, bytes, backlog);
            if (found >= 0) {
                open(flow, found, atNanos);
            } else {
                recogniser.nextAttempt(flow, backlog);
            }
        }
        if (flow.talk == Flow.Talk.SPOKEN) {
            attendance.add(flow);
            messages(flow, from, bytes, atNanos);
        }
    }

    /** Says that {@code missing} bytes of a stream will not come; an incomplete message before them is given up too. */
    void gap(Flow flow, Direction from, long missing, long atNanos) {
        Backlog backlog = flow.backlog(from);
        if (flow.talk == Flow.Talk.UNKNOWN || missing <= 0) {
            return;
        }
        long skipped = Math.min(backlog.skip, missing);
        backlog.skip -= skipped;
        if (skipped == missing) {
            return; // nobody was waiting for them
        }
        if (flow.talk == Flow.Talk.SPOKEN) {
            forget(backlog);
            tellGap(flow, from, missing - skipped, atNanos);
        } else {
            backlog.unseen += backlog.length() + missing;
            forget(backlog);
            recogniser.restart(backlog);
        }
    }

    /** A second of traffic time has passed. */
    void timePassed(long atNanos) {
        for (int at = attendance.size() - 1; at >= 0; at--) {
            Flow flow = attendance.get(at);
            ProtocolSession session = flow.session;
            if (session == null || atNanos - flow.lastNanos > limits.attendNanos()) {
                attendance.remove(flow);
                continue;
            }
            try {
                session.timePassed(atNanos);
            } catch (RuntimeException | StackOverflowError e) {
                retire(flow, e);
            }
        }
    }

    /** The conversation ended: its session tells what is open. */
    void close(Flow flow, long atNanos) {
        ProtocolSession session = flow.session;
        if (session != null) {
            try {
                session.close(atNanos);
            } catch (RuntimeException | StackOverflowError e) {
                retirement.failed(flow, e);
            }
        }
        silence(flow);
    }

    private void listen(Flow flow, Direction from, Window bytes, long atNanos) {
        Backlog backlog = flow.backlog(from);
        if (backlog.unrecognised) {
            backlog.unseen += bytes.length();
            return;
        }
        Window first = bytes;
        if (backlog.length() > 0) {
            append(backlog, bytes, 0);
            first = backlog.show(kept);
        }
        int found = recogniser.ask(flow, from, first, backlog);
        if (found >= 0) {
            boolean waited = backlog.length() > 0;
            open(flow, found, atNanos);
            catchUp(flow, from.opposite(), atNanos);
            if (waited) {
                catchUp(flow, from, atNanos);
            } else {
                tellUnseen(flow, from, backlog, atNanos);
                feed(flow, from, bytes, atNanos);
            }
        } else if (found == Recogniser.NOBODY) {
            backlog.unseen += first.length();
            forget(backlog);
            recogniser.nextAttempt(flow, backlog);
        } else if (backlog.length() == 0) {
            append(backlog, bytes, 0);
        }
    }

    private void open(Flow flow, int decoder, long atNanos) {
        try {
            flow.session = recogniser.decoder(decoder).open(flow.connection, context);
        } catch (RuntimeException | StackOverflowError e) {
            flow.decoder = decoder;
            retire(flow, e);
            return;
        }
        flow.decoder = decoder;
        flow.talk = Flow.Talk.SPOKEN;
        flow.connection.recognised(recogniser.decoder(decoder).protocol());
        attendance.add(flow);
        observations.observe(new ConnectionSeen(atNanos, flow.connection, ConnectionSeen.Phase.RECOGNISED));
    }

    /** Shows a session what was kept of a direction while nobody knew what is spoken. */
    private void catchUp(Flow flow, Direction from, long atNanos) {
        Backlog backlog = flow.backlog(from);
        tellUnseen(flow, from, backlog, atNanos);
        if (flow.talk == Flow.Talk.SPOKEN && backlog.length() > 0) {
            feedKept(flow, from, backlog, atNanos);
        }
    }

    private void tellUnseen(Flow flow, Direction from, Backlog backlog, long atNanos) {
        long unseen = backlog.unseen;
        backlog.unseen = 0;
        backlog.unrecognised = false;
        if (unseen > 0) {
            tellGap(flow, from, unseen, atNanos);
        }
    }

    private void tellGap(Flow flow, Direction from, long missing, long atNanos) {
        ProtocolSession session = flow.session;
        if (session == null) {
            return;
        }
        try {
            session.gap(from, missing, atNanos);
        } catch (RuntimeException | StackOverflowError e) {
            retire(flow, e);
        }
    }

    private void feed(Flow flow, Direction from, Window bytes, long atNanos) {
        attendance.add(flow);
        Backlog backlog = flow.backlog(from);
        int start = 0;
        if (backlog.skip > 0) {
            start = (int) Math.min(backlog.skip, bytes.length());
            backlog.skip -= start;
        }
        if (start == bytes.length()) {
            return;
        }
        if (backlog.length() > 0) {
            append(backlog, bytes, start);
            feedKept(flow, from, backlog, atNanos);
            return;
        }
        int done = messages(flow, from, start == 0 ? bytes : kept.over(bytes, start, bytes.length() - start), atNanos);
        if (done != STOPPED && start + done < bytes.length()) {
            append(backlog, bytes, start + done);
            bound(flow, from, backlog, atNanos);
        }
    }

    private void feedKept(Flow flow, Direction from, Backlog backlog, long atNanos) {
        if (backlog.length() >= backlog.wanted) {
            int done = messages(flow, from, backlog.show(kept), atNanos);
            if (done == STOPPED) {
                return;
            }
            keptBytes -= done;
            backlog.drop(done);
        }
        bound(flow, from, backlog, atNanos);
    }

    /** Shows whole messages to the session; returns the bytes it is done with, or {@link #STOPPED}. */
    private int messages(Flow flow, Direction from, Window bytes, long atNanos) {
        ProtocolSession session = flow.session;
        Backlog backlog = flow.backlog(from);
        int done = 0;
        int length = bytes.length();
        backlog.wanted = 0;
        try {
            while (session != null && done < length) {
                int verdict = session.decode(from, part.over(bytes, done, length - done), atNanos);
                if (verdict == Verdict.MALFORMED) {
                    return malformed(flow, atNanos);
                }
                if (verdict <= 0) {
                    backlog.wanted = (int) Math.min(Integer.MAX_VALUE, (long) length - done + Math.max(1, -verdict));
                    return done;
                }
                if (verdict > length - done) {
                    throw new IllegalStateException("consumed " + verdict + " of " + (length - done) + " bytes");
                }
                done += verdict;
            }
            return done;
        } catch (RuntimeException | StackOverflowError e) {
            retire(flow, e);
            return STOPPED;
        }
    }

    /** A stream that lost its place is not decoded any further; with datagrams the next one is a new start. */
    private int malformed(Flow flow, long atNanos) {
        if (flow.connection.transport() != Transport.TCP) {
            return 0;
        }
        ProtocolSession session = flow.session;
        if (session != null) {
            session.close(atNanos);
        }
        silence(flow);
        return STOPPED;
    }

    /** Gives a message up that is longer than the limits allow: skips to where it should end. */
    private void bound(Flow flow, Direction from, Backlog backlog, long atNanos) {
        TcpLimits.Reassembling most = limits.reassembling();
        boolean tooLong = backlog.wanted > most.messageBytesMax() || backlog.length() > most.messageBytesMax();
        if (!tooLong && keptBytes <= most.messageBytesTotalMax()) {
            return;
        }
        long whole = Math.max(backlog.wanted, backlog.length());
        backlog.skip = whole - backlog.length();
        forget(backlog);
        meter.dropped(1);
        if (anomalies.admit(TcpAnomaly.MESSAGE_OVER_LIMIT, atNanos)) {
            String detail = "found a message of at least " + whole + " bytes, expected at most "
                    + most.messageBytesMax() + ", or " + most.messageBytesTotalMax() + " for all connections together";
            anomalies.tell(TcpAnomaly.MESSAGE_OVER_LIMIT, flow.connection, atNanos, detail);
        }
        tellGap(flow, from, whole, atNanos);
    }

    private void append(Backlog backlog, Window bytes, int start) {
        keptBytes += bytes.length() - start;
        backlog.append(bytes, start);
    }

    private void forget(Backlog backlog) {
        keptBytes -= backlog.length();
        backlog.clear();
    }

    private void retire(Flow flow, Throwable why) {
        retirement.failed(flow, why);
        silence(flow);
    }

    private void silence(Flow flow) {
        flow.session = null;
        flow.talk = Flow.Talk.UNKNOWN;
        attendance.remove(flow);
        keptBytes -= flow.fromOriginator.length() + flow.fromResponder.length();
        flow.fromOriginator.free();
        flow.fromResponder.free();
    }
}
