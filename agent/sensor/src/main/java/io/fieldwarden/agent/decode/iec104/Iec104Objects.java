package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** Checks the head of an ASDU and hands it to who reads its kind. */
final class Iec104Objects {
    private static final int CLOCK = 103;
    private static final int INTERROGATION = 100;
    private static final int COUNTERS = 101;
    private static final int RESET = 105;

    private final Iec104Facts facts;
    private final Iec104Asdu asdu = new Iec104Asdu();
    private final Iec104Reports reports;
    private final Iec104Commands commands;
    private final Iec104Files files;

    Iec104Objects(Iec104Facts facts, Iec104Repeats repeats, Iec104Limits limits, boolean beginningSeen) {
        this.facts = facts;
        reports = new Iec104Reports(facts, repeats);
        commands = new Iec104Commands(facts, repeats, limits, beginningSeen);
        files = new Iec104Files(facts, commands, limits);
    }

    /** The ASDU of {@code length} bytes at {@code at}. */
    void tell(Window bytes, int at, int length, Direction from, long atNanos) {
        if (length < Iec104Limits.ASDU_HEADER) {
            anomaly(Iec104Anomaly.ASDU_TOO_SHORT, length + " bytes, expected at least 6", atNanos);
            return;
        }
        asdu.over(bytes, at, length, from, atNanos);
        commands.expire(atNanos);
        if (asdu.type().kind() == Iec104Type.Kind.UNKNOWN) {
            unknown();
            return;
        }
        head();
        if (!sized()) {
            return;
        }
        switch (asdu.type().kind()) {
            case REPORT -> report();
            case INITIALISATION -> described(Access.PUBLISH);
            case COMMAND, SYSTEM -> commands.tell(asdu);
            case PARAMETER -> parameter();
            case FILE -> files.tell(asdu);
            case SECURITY, UNKNOWN -> described(Access.SESSION);
        }
    }

    private void report() {
        reports.tell(asdu);
        if (asdu.cause() == Iec104Cause.REQUEST) {
            commands.reported(asdu);
        }
    }

    /** A station also reports its parameters when it is interrogated. */
    private void parameter() {
        int cause = asdu.cause();
        boolean reported = cause == Iec104Cause.SPONTANEOUS
                || (cause >= Iec104Cause.INTERROGATED && cause <= Iec104Cause.COUNTERS_LAST);
        if (reported && asdu.type().form() != Iec104Type.Form.NONE) {
            reports.tell(asdu);
        } else {
            commands.tell(asdu);
        }
    }

    private void described(Access access) {
        List<Attribute> attributes = Iec104Reports.attributes(asdu);
        if (asdu.objects() > 0) {
            Iec104Qualifier.add(attributes, asdu.type(), asdu.bytes(), asdu.content(0));
        }
        operation(access, attributes);
    }

    /** What cannot be read may do anything when the controlling station says it. */
    private void unknown() {
        if (!asdu.type().isPrivate()) {
            anomaly(
                    Iec104Anomaly.UNKNOWN_TYPE,
                    "type " + asdu.type().id() + ", expected one of the standard",
                    asdu.atNanos());
        }
        Access access = asdu.from() == facts.controlling() ? Access.EXECUTE : Access.PUBLISH;
        operation(access, Iec104Reports.attributes(asdu));
    }

    private void operation(Access access, List<Attribute> attributes) {
        Operation operation = new Operation(
                Iec104Decoder.PROTOCOL,
                asdu.type().id(),
                asdu.type().name(),
                access,
                Iec104Reports.scope(asdu),
                null,
                attributes);
        facts.operation(asdu.from(), operation, Outcome.ONE_WAY, asdu.atNanos());
    }

    private void head() {
        int cause = asdu.cause();
        if (Iec104Cause.isReserved(cause)) {
            anomaly(Iec104Anomaly.UNKNOWN_CAUSE, "cause " + cause + ", expected one of the standard", asdu.atNanos());
        } else if (!Iec104Cause.fits(asdu.type().kind(), cause)) {
            String detail = "cause " + Iec104Cause.name(cause) + ", expected one that "
                    + asdu.type().name() + " can have";
            anomaly(Iec104Anomaly.CAUSE_MISMATCH, detail, asdu.atNanos());
        }
        int common = asdu.common();
        boolean toAll = common == Iec104Limits.ALL_STATIONS;
        if (common == 0 || (toAll && !mayAddressAll())) {
            String detail = "common address " + common + " in " + asdu.type().name() + ", expected that of a station";
            anomaly(Iec104Anomaly.ILLEGAL_COMMON_ADDRESS, detail, asdu.atNanos());
        }
    }

    private boolean mayAddressAll() {
        int type = asdu.type().id();
        return type == INTERROGATION || type == COUNTERS || type == CLOCK || type == RESET;
    }

    /** Whether at least the objects' places are known. */
    private boolean sized() {
        Iec104Type type = asdu.type();
        int room = asdu.length() - Iec104Limits.ASDU_HEADER;
        boolean several =
                type.kind() == Iec104Type.Kind.REPORT || type.kind() == Iec104Type.Kind.PARAMETER || type.id() == 126;
        if (asdu.count() == 0 || (!several && type.size() >= 0 && asdu.count() > 1)) {
            String detail = asdu.count() + " objects of " + type.name() + ", expected " + (several ? "1 to 127" : "1");
            anomaly(Iec104Anomaly.OBJECT_COUNT, detail, asdu.atNanos());
        }
        if (type.id() == Iec104Type.SEGMENT) {
            return segment(room);
        }
        int wanted = type.bytes(asdu.sequence(), asdu.count(), Iec104Limits.IOA);
        if (wanted < 0) {
            asdu.cutTo(0);
            return true;
        }
        if (wanted == room) {
            return true;
        }
        return unsized(room, wanted);
    }

    private boolean unsized(int room, int wanted) {
        Iec104Type type = asdu.type();
        String found = room + " bytes of objects";
        String detail = found + ", expected " + wanted + " for " + asdu.count() + " of " + type.name();
        if (room > wanted) {
            anomaly(Iec104Anomaly.OBJECTS_TOO_LONG, detail, asdu.atNanos());
            return true;
        }
        int left = asdu.sequence() ? room - Iec104Limits.IOA : room;
        int each = asdu.sequence() ? type.size() : type.size() + Iec104Limits.IOA;
        int whole = each == 0 ? 0 : Math.max(0, left) / each;
        String sizes = whole == 0 ? oddSizes() : "";
        if (!sizes.isEmpty()) {
            anomaly(Iec104Anomaly.ODD_FIELD_SIZES, found + " fit " + sizes + ", expected 2, 2 and 3", asdu.atNanos());
            return false;
        }
        anomaly(Iec104Anomaly.OBJECTS_TOO_SHORT, detail, asdu.atNanos());
        asdu.cutTo(whole);
        return true;
    }

    /** A segment tells its length itself (60870-5-101 clause 7.3.6.6). */
    private boolean segment(int room) {
        int head = Iec104Limits.IOA + 4;
        int told = room < head ? 0 : asdu.bytes().u8(Iec104Limits.ASDU_HEADER + head - 1);
        if (room < head + told) {
            String detail = room + " bytes of segment, expected " + (head + told);
            anomaly(Iec104Anomaly.OBJECTS_TOO_SHORT, detail, asdu.atNanos());
            asdu.cutTo(room < head ? 0 : 1);
        } else if (room > head + told) {
            String detail = room + " bytes of segment, expected " + (head + told);
            anomaly(Iec104Anomaly.OBJECTS_TOO_LONG, detail, asdu.atNanos());
        }
        return true;
    }

    /** Sizes of cause, common address and object address with which everything fits, as in 101; empty if there are none. */
    private String oddSizes() {
        for (int cause = 1; cause <= 2; cause++) {
            for (int common = 1; common <= 2; common++) {
                for (int address = 1; address <= Iec104Limits.IOA; address++) {
                    int wanted = asdu.type().bytes(asdu.sequence(), asdu.count(), address);
                    if (asdu.count() > 0 && 2 + cause + common + wanted == asdu.length()) {
                        return "sizes " + cause + ", " + common + " and " + address;
                    }
                }
            }
        }
        return "";
    }

    private void anomaly(Iec104Anomaly anomaly, String detail, long atNanos) {
        facts.anomaly(anomaly, detail, atNanos);
    }

    void gap() {
        commands.gap();
    }

    void expire(long atNanos) {
        commands.expire(atNanos);
    }

    void abandon() {
        commands.abandon();
    }
}
