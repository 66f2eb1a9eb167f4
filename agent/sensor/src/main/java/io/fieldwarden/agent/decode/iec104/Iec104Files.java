package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Tells the transfer of files (60870-5-101 clauses 7.3.6 and 7.4.11): who calls for which file and section, and what comes. */
final class Iec104Files {
    private static final int READY = 120;
    private static final int SECTION_READY = 121;
    private static final int CALL = 122;
    private static final int LAST = 123;
    private static final int ACKNOWLEDGE = 124;
    private static final int SEGMENT = Iec104Type.SEGMENT;
    private static final int DIRECTORY = 126;
    private static final int QUERY_LOG = 127;
    private static final int NEGATIVE = 0x80;
    private static final String[] CALLS = {
        "directory",
        "select_file",
        "call_file",
        "deactivate_file",
        "delete_file",
        "select_section",
        "call_section",
        "deactivate_section"
    };
    private static final String[] LASTS = {
        "not_used", "file_transfer", "file_transfer_deactivated", "section_transfer", "section_transfer_deactivated"
    };
    private static final String[] ACKNOWLEDGEMENTS = {
        "not_used", "file_positive", "file_negative", "section_positive", "section_negative"
    };
    /** Where CALL stands in {@link #CALLS}. */
    private static final int SELECT_FILE = 1;

    private static final int CALL_FILE = 2;
    private static final int DELETE_FILE = 4;
    private static final int CALL_SECTION = 6;

    private final Iec104Facts facts;
    private final Iec104Commands commands;
    private final Iec104Limits limits;

    Iec104Files(Iec104Facts facts, Iec104Commands commands, Iec104Limits limits) {
        this.facts = facts;
        this.commands = commands;
        this.limits = limits;
    }

    void tell(Iec104Asdu asdu) {
        List<Attribute> attributes = Iec104Reports.attributes(asdu);
        if (asdu.objects() == 0) {
            told(asdu, attributes, null);
            return;
        }
        if (asdu.type().id() == CALL) {
            call(asdu, attributes);
            return;
        }
        Points points = describe(asdu, attributes);
        answers(asdu);
        told(asdu, attributes, points);
    }

    private void told(Iec104Asdu asdu, List<Attribute> attributes, @Nullable Points points) {
        facts.operation(
                asdu.from(), operation(asdu, attributes, access(asdu), points), Outcome.ONE_WAY, asdu.atNanos());
    }

    private static Operation operation(
            Iec104Asdu asdu, List<Attribute> attributes, Access access, @Nullable Points points) {
        Iec104Type type = asdu.type();
        return new Operation(
                Iec104Decoder.PROTOCOL, type.id(), type.name(), access, Iec104Reports.scope(asdu), points, attributes);
    }

    /** A file that goes to the controlled station is written to it. */
    private Access access(Iec104Asdu asdu) {
        boolean down = asdu.from() == facts.controlling();
        return switch (asdu.type().id()) {
            case ACKNOWLEDGE -> Access.SESSION;
            case QUERY_LOG -> Access.READ;
            default -> down ? Access.WRITE : Access.PUBLISH;
        };
    }

    private void call(Iec104Asdu asdu, List<Attribute> attributes) {
        Window bytes = asdu.bytes();
        int at = asdu.content(0);
        int call = bytes.u8(at + 3) & 0x0F;
        Points points = file(asdu, attributes, true);
        attributes.add(new Attribute("request", named(CALLS, call)));
        Access access = call == DELETE_FILE ? Access.EXECUTE : Access.READ;
        Operation operation = operation(asdu, attributes, access, points);
        if (Iec104Cause.isUnknown(asdu.cause())) {
            Outcome refused = Outcome.refused(asdu.cause(), Iec104Cause.name(asdu.cause()));
            if (!commands.settleFile(asdu, CALL, asdu.address(0), named(CALLS, call), refused)) {
                facts.operation(asdu.from().opposite(), operation, refused, asdu.atNanos());
            }
            return;
        }
        Iec104Open open = new Iec104Open(asdu, asdu.address(0), operation);
        open.silent = call != 0 && call != SELECT_FILE && call != CALL_FILE && call != CALL_SECTION;
        commands.add(open);
    }

    /** What comes settles what was called for. */
    private void answers(Iec104Asdu asdu) {
        Window bytes = asdu.bytes();
        int at = asdu.content(0);
        int address = asdu.address(0);
        switch (asdu.type().id()) {
            case READY -> {
                boolean refused = (bytes.u8(at + 5) & NEGATIVE) != 0;
                settle(
                        asdu,
                        address,
                        SELECT_FILE,
                        refused ? Outcome.refused(READY, "file_not_ready") : Outcome.SUCCEEDED);
            }
            case SECTION_READY -> {
                boolean refused = (bytes.u8(at + 6) & NEGATIVE) != 0;
                Outcome outcome = refused ? Outcome.refused(SECTION_READY, "section_not_ready") : Outcome.SUCCEEDED;
                settle(asdu, address, CALL_FILE, outcome);
            }
            case SEGMENT, LAST -> settle(asdu, address, CALL_SECTION, Outcome.SUCCEEDED);
            case DIRECTORY -> settle(asdu, address, 0, Outcome.SUCCEEDED);
            default -> {
                // acknowledgements and queries answer nothing
            }
        }
    }

    private void settle(Iec104Asdu asdu, int address, int call, Outcome outcome) {
        if (!commands.settleFile(asdu, CALL, address, CALLS[call], outcome) && call == 0) {
            commands.settleFile(asdu, CALL, 0, CALLS[call], outcome);
        }
    }

    private @Nullable Points describe(Iec104Asdu asdu, List<Attribute> attributes) {
        int type = asdu.type().id();
        if (type == DIRECTORY) {
            directory(asdu, attributes);
            return null;
        }
        Points points = file(asdu, attributes, type != READY && type != QUERY_LOG);
        Window bytes = asdu.bytes();
        int at = asdu.content(0);
        switch (type) {
            case READY -> {
                text(attributes, "lof", u24(bytes, at + 2));
                text(attributes, "frq", bytes.u8(at + 5));
            }
            case SECTION_READY -> {
                text(attributes, "los", u24(bytes, at + 3));
                text(attributes, "srq", bytes.u8(at + 6));
            }
            case LAST -> {
                attributes.add(new Attribute("lsq", named(LASTS, bytes.u8(at + 3))));
                text(attributes, "chs", bytes.u8(at + 4));
            }
            case ACKNOWLEDGE -> {
                attributes.add(new Attribute("afq", named(ACKNOWLEDGEMENTS, bytes.u8(at + 3) & 0x0F)));
                text(attributes, "error", bytes.u8(at + 3) >> 4);
            }
            case SEGMENT -> text(attributes, "los", bytes.u8(at + 3));
            default -> {
                attributes.add(new Attribute("start", Iec104Time.text(bytes, at + 2, Iec104Time.LONG)));
                attributes.add(new Attribute("stop", Iec104Time.text(bytes, at + 9, Iec104Time.LONG)));
            }
        }
        return points;
    }

    private static void text(List<Attribute> attributes, String name, int number) {
        attributes.add(new Attribute(name, Integer.toString(number)));
    }

    private Points file(Iec104Asdu asdu, List<Attribute> attributes, boolean section) {
        Window bytes = asdu.bytes();
        int at = asdu.content(0);
        String name = asdu.common() + "/file/" + asdu.address(0) + "/" + bytes.u16le(at);
        attributes.add(new Attribute("nof", Integer.toString(bytes.u16le(at))));
        if (section) {
            attributes.add(new Attribute("nos", Integer.toString(bytes.u8(at + 2))));
            return Points.named(bytes.u8(at + 2) == 0 ? name : name + "/" + bytes.u8(at + 2));
        }
        return Points.named(name);
    }

    private void directory(Iec104Asdu asdu, List<Attribute> attributes) {
        StringJoiner files = new StringJoiner(",");
        for (int index = 0; index < asdu.objects(); index++) {
            if (index == limits.listed()) {
                files.add("…");
                break;
            }
            int at = asdu.content(index);
            String what = (asdu.bytes().u8(at + 5) & 0x40) != 0 ? "directory " : "file ";
            files.add(what + asdu.address(index) + "/" + asdu.bytes().u16le(at) + " " + u24(asdu.bytes(), at + 2)
                    + " bytes");
        }
        attributes.add(new Attribute("files", files.toString()));
    }

    private static int u24(Window bytes, int at) {
        return bytes.u16le(at) | (bytes.u8(at + 2) << 16);
    }

    private static String named(String[] names, int number) {
        return number < names.length ? names[number] : Integer.toString(number);
    }
}
