package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;

/** Pairs activations with their confirmations and terminations (60870-5-101 clause 6, 60870-5-5), and reads with reports. */
final class Iec104Commands {
    private static final int READ = 102;

    private final Iec104Facts facts;
    private final Iec104Repeats repeats;
    private final Iec104Limits limits;
    private final Iec104Element element = new Iec104Element();
    private final List<Iec104Open> open = new ArrayList<>(2);
    /** Whether all commands since the last gap were seen, so that a confirmation without one means something. */
    private boolean wholeSeen;

    Iec104Commands(Iec104Facts facts, Iec104Repeats repeats, Iec104Limits limits, boolean wholeSeen) {
        this.facts = facts;
        this.repeats = repeats;
        this.limits = limits;
        this.wholeSeen = wholeSeen;
    }

    /** Bytes are missing: a command may be among them. */
    void gap() {
        wholeSeen = false;
    }

    /** A command, a system command or a parameter, in either direction. */
    void tell(Iec104Asdu asdu) {
        int cause = asdu.cause();
        boolean answer = cause == Iec104Cause.ACTIVATION_CONFIRMATION
                || cause == Iec104Cause.DEACTIVATION_CONFIRMATION
                || cause == Iec104Cause.ACTIVATION_TERMINATION
                || Iec104Cause.isUnknown(cause);
        if (answer) {
            answer(asdu);
            return;
        }
        Operation operation = operation(asdu);
        boolean asks = cause == Iec104Cause.ACTIVATION
                || cause == Iec104Cause.DEACTIVATION
                || (cause == Iec104Cause.REQUEST && asdu.type().id() == READ);
        if (!asks) {
            facts.operation(asdu.from(), operation, Outcome.ONE_WAY, asdu.atNanos());
            return;
        }
        Iec104Open command = new Iec104Open(asdu, asdu.address(0), operation);
        if (asdu.objects() > 0 && cause == Iec104Cause.ACTIVATION && writes(asdu)) {
            element.read(asdu.type().form(), asdu.bytes(), asdu.content(0));
            command.written = new Points(space(asdu), asdu.address(0), 1);
            command.value = element.number();
        }
        add(command);
    }

    private static boolean writes(Iec104Asdu asdu) {
        return asdu.type().form() != Iec104Type.Form.NONE
                && !Iec104Qualifier.selects(asdu.type(), asdu.bytes(), asdu.content(0));
    }

    /** Awaits the answer to {@code command}. */
    void add(Iec104Open command) {
        if (open.size() >= limits.openMax()) {
            Iec104Open oldest = open.getFirst();
            if (!oldest.confirmed) {
                String detail = open.size() + 1 + " commands open, expected at most " + limits.openMax();
                facts.anomaly(Iec104Anomaly.TOO_MANY_OPEN, detail, command.atNanos);
            }
            unanswered(0);
        }
        open.add(command);
    }

    /** A report with cause <i>request</i> answers a read. */
    void reported(Iec104Asdu asdu) {
        for (int index = 0; index < open.size(); index++) {
            Iec104Open read = open.get(index);
            boolean fits = read.type == READ
                    && read.from != asdu.from()
                    && read.address == asdu.address(0)
                    && (read.common == asdu.common() || read.common == Iec104Limits.ALL_STATIONS);
            if (fits) {
                settle(index, Outcome.SUCCEEDED);
                return;
            }
        }
    }

    private void answer(Iec104Asdu asdu) {
        int cause = asdu.cause();
        boolean termination = cause == Iec104Cause.ACTIVATION_TERMINATION;
        int index = find(asdu, termination);
        if (index < 0) {
            unmatched(asdu);
            return;
        }
        Iec104Open command = open.get(index);
        compare(asdu, command);
        if (asdu.negative() || Iec104Cause.isUnknown(cause)) {
            settle(index, Outcome.refused(cause, refusal(cause)));
        } else if (termination) {
            if (command.confirmed) {
                open.remove(index);
            } else {
                settle(index, Outcome.SUCCEEDED);
            }
        } else {
            confirmed(index);
        }
    }

    private static String refusal(int cause) {
        return Iec104Cause.isUnknown(cause) ? Iec104Cause.name(cause) : Iec104Cause.name(cause) + "_negative";
    }

    /** Terminations belong to the oldest confirmed one, everything else to the oldest that awaits an answer. */
    private int find(Iec104Asdu asdu, boolean termination) {
        int other = -1;
        int unlike = -1;
        for (int index = 0; index < open.size(); index++) {
            Iec104Open command = open.get(index);
            if (!command.isFor(asdu, asdu.address(0)) || !causeFits(command, asdu.cause())) {
                continue;
            }
            if (command.confirmed == termination && sameValue(command, asdu)) {
                return index;
            }
            if (command.confirmed == termination) {
                unlike = unlike < 0 ? index : unlike;
                continue;
            }
            other = other < 0 ? index : other;
        }
        if (unlike >= 0) {
            return unlike;
        }
        return termination || (other >= 0 && open.get(other).common == Iec104Limits.ALL_STATIONS) ? other : -1;
    }

    /** Where several commands are open for one object, each is confirmed with its own value. */
    private boolean sameValue(Iec104Open command, Iec104Asdu asdu) {
        if (command.written == null || asdu.objects() == 0) {
            return true;
        }
        element.read(asdu.type().form(), asdu.bytes(), asdu.content(0));
        return Double.compare(element.number(), command.value) == 0;
    }

    private static boolean causeFits(Iec104Open command, int cause) {
        return switch (cause) {
            case Iec104Cause.ACTIVATION_CONFIRMATION, Iec104Cause.ACTIVATION_TERMINATION ->
                command.cause == Iec104Cause.ACTIVATION;
            case Iec104Cause.DEACTIVATION_CONFIRMATION -> command.cause == Iec104Cause.DEACTIVATION;
            default -> true;
        };
    }

    /** A confirmation mirrors what it confirms, but for the time, and but for parameters of which the station knows better. */
    private void compare(Iec104Asdu asdu, Iec104Open command) {
        if (command.written == null || asdu.objects() == 0 || asdu.type().kind() != Iec104Type.Kind.COMMAND) {
            return;
        }
        if (!sameValue(command, asdu)) {
            String detail = "confirmed " + element.number() + " for " + command.written + ", expected " + command.value;
            facts.anomaly(Iec104Anomaly.CONFIRMATION_MISMATCH, detail, asdu.atNanos());
        }
    }

    private void confirmed(int index) {
        Iec104Open command = open.get(index);
        if (command.confirmed) {
            return; // another of the stations that were asked together
        }
        settle(index, Outcome.SUCCEEDED);
        command.confirmed = true;
        command.silent = true;
        open.add(Math.min(index, open.size()), command);
    }

    private void settle(int index, Outcome outcome) {
        Iec104Open command = open.remove(index);
        facts.operation(command.from, command.operation, outcome, command.atNanos);
        Points written = command.written;
        if (written != null && outcome.kind() == Outcome.Kind.SUCCEEDED) {
            Values values = new Values.Numbers(new double[] {command.value});
            facts.values(ValueSeen.Way.WRITTEN, written, values, ValueSeen.Quality.UNSTATED, command.atNanos);
        }
    }

    /** An answer whose request was not seen: what it answers was asked by the other side. */
    private void unmatched(Iec104Asdu asdu) {
        boolean refused = asdu.negative() || Iec104Cause.isUnknown(asdu.cause());
        if (asdu.cause() == Iec104Cause.ACTIVATION_TERMINATION && !refused) {
            return;
        }
        if (wholeSeen) {
            String detail = asdu.type().name() + " " + Iec104Cause.name(asdu.cause()) + " of " + asdu.common() + "/"
                    + asdu.address(0) + ", expected an open command";
            facts.anomaly(Iec104Anomaly.CONFIRMATION_WITHOUT_REQUEST, detail, asdu.atNanos());
        }
        Outcome outcome = refused ? Outcome.refused(asdu.cause(), refusal(asdu.cause())) : Outcome.ONE_WAY;
        facts.operation(asdu.from().opposite(), operation(asdu), outcome, asdu.atNanos());
    }

    private Operation operation(Iec104Asdu asdu) {
        List<Attribute> attributes = Iec104Reports.attributes(asdu);
        Iec104Type type = asdu.type();
        if (asdu.objects() > 0) {
            int at = asdu.content(0);
            if (type.form() != Iec104Type.Form.NONE) {
                element.read(type.form(), asdu.bytes(), at);
                attributes.add(new Attribute("value", number(element.number())));
            }
            Iec104Qualifier.add(attributes, type, asdu.bytes(), at);
            if (type.time() > 0) {
                Iec104Time.add(attributes, asdu.bytes(), at + type.size() - type.time(), type.time());
            }
        }
        boolean pointed = asdu.objects() > 0 && addressed(type);
        Points points = pointed ? new Points(space(asdu), asdu.address(0), 1) : null;
        return new Operation(
                Iec104Decoder.PROTOCOL,
                type.id(),
                type.name(),
                access(asdu),
                Iec104Reports.scope(asdu),
                points,
                attributes);
    }

    private static String number(double value) {
        return new Values.Numbers(new double[] {value}).text(0);
    }

    /** Of the system commands only a read has an object address. */
    private static boolean addressed(Iec104Type type) {
        return type.kind() != Iec104Type.Kind.SYSTEM || type.id() == READ;
    }

    private String space(Iec104Asdu asdu) {
        if (asdu.type().kind() == Iec104Type.Kind.PARAMETER && asdu.type().form() != Iec104Type.Form.NONE) {
            int qualifier = asdu.bytes().u8(asdu.content(0) + asdu.type().size() - 1);
            return Iec104Qualifier.parameterSpace(asdu.common(), qualifier);
        }
        return repeats.space(asdu.common());
    }

    private static Access access(Iec104Asdu asdu) {
        return switch (asdu.type().id()) {
            case 100, READ -> Access.READ;
            case 101 ->
                (asdu.objects() > 0 && asdu.bytes().u8(asdu.content(0)) >> 6 != 0) ? Access.EXECUTE : Access.READ;
            case 103, 106, 110, 111, 112, 113 -> Access.CONFIGURE;
            case 104, 107 -> Access.SESSION;
            case 105 -> Access.EXECUTE;
            default -> Access.WRITE;
        };
    }

    /** Tells what was not answered in time. */
    void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos > limits.answerNanos()) {
            unanswered(0);
        }
    }

    /** Tells everything that is open. */
    void abandon() {
        while (!open.isEmpty()) {
            unanswered(0);
        }
    }

    private void unanswered(int index) {
        Iec104Open command = open.get(index);
        if (command.confirmed) {
            open.remove(index);
        } else {
            settle(index, command.silent ? Outcome.ONE_WAY : Outcome.UNANSWERED);
        }
    }

    /** The oldest open request of that type from the other side about that object, removed with its outcome told. */
    boolean settleFile(Iec104Asdu answer, int type, int address, String file, Outcome outcome) {
        for (int index = 0; index < open.size(); index++) {
            Iec104Open request = open.get(index);
            boolean fits = request.type == type
                    && request.from != answer.from()
                    && request.address == address
                    && request.common == answer.common()
                    && request.operation.attribute("request").equals(file);
            if (fits) {
                settle(index, outcome);
                return true;
            }
        }
        return false;
    }
}
