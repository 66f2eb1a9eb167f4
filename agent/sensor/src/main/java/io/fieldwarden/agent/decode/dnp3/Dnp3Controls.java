package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Points;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands: control relay output blocks (A.8) and analog outputs (A.20); what they ask for, and how they ended. */
final class Dnp3Controls {
    private static final int BLOCK = 11;
    private static final int STATUS = 0x7F;
    private static final int CLEAR = 0x20;
    private static final int QUEUE = 0x10;

    private static final String[] OPERATIONS = {"nul", "pulse_on", "pulse_off", "latch_on", "latch_off"};
    private static final String[] TRIP_CLOSE = {"nul", "close", "trip", "reserved"};
    private static final String[] STATUSES = {
        "success",
        "timeout",
        "no_select",
        "format_error",
        "not_supported",
        "already_active",
        "hardware_error",
        "local",
        "too_many_objs",
        "not_authorized",
        "automation_inhibit",
        "processing_limited",
        "out_of_range",
        "downstream_local",
        "already_complete",
        "blocked",
        "canceled",
        "blocked_other_master",
        "downstream_fail"
    };

    private final Dnp3Limits limits;
    private final Dnp3Values values;
    private final Dnp3Headers asked = new Dnp3Headers();
    private final Dnp3Headers told = new Dnp3Headers();

    Dnp3Controls(Dnp3Limits limits, Dnp3Values values) {
        this.limits = limits;
        this.values = values;
    }

    /** Name of a control status (11.9.1). */
    static String status(int code) {
        return code < STATUSES.length ? STATUSES[code] : code == 126 ? "non_participating" : "undefined_" + code;
    }

    static boolean isCommand(int group) {
        return group == Dnp3Objects.BINARY_COMMAND || group == Dnp3Objects.ANALOG_COMMAND;
    }

    /** Goes to the next object that is a command; false after the last. */
    private static boolean nextCommand(Dnp3Headers headers, boolean atHeader) {
        boolean inside = atHeader;
        while (true) {
            if (inside && isCommand(headers.group()) && !headers.isPacked() && headers.nextItem()) {
                return true;
            }
            if (!headers.next()) {
                return false;
            }
            inside = true;
        }
    }

    private void begin(Dnp3Exchange exchange) {
        int function = exchange.function();
        asked.over(exchange.request(), 2, exchange.length(), function, limits.headers());
    }

    /** The first command's points, if the first header has a run of them; null if the request has none. */
    @Nullable
    Points points(Dnp3Exchange exchange) {
        begin(exchange);
        long first = 0;
        int count = 0;
        int group = 0;
        for (boolean in = nextCommand(asked, false); in; in = nextCommand(asked, true)) {
            if (count == 0) {
                first = asked.itemIndex();
                group = asked.group();
            } else if (asked.group() != group || asked.itemIndex() != first + count) {
                break;
            }
            count++;
        }
        return count == 0 ? null : values.points(exchange.destination(), group, first, count);
    }

    /**
     * Puts what each command asks for into attributes, with the status it got.
     *
     * @param reply the fragment that answers; empty if there is none
     * @param from where its objects begin
     */
    void describe(Dnp3Exchange exchange, byte[] reply, int from, int to, List<Attribute> attributes) {
        begin(exchange);
        told.over(reply, from, to, Dnp3Function.RESPONSE, limits.headers());
        boolean inAsked = nextCommand(asked, false);
        boolean inTold = nextCommand(told, false);
        int commands = 0;
        while (inAsked) {
            if (commands++ < limits.commands()) {
                describe(asked, attributes);
                int status = inTold ? status(told) : -1;
                if (status >= 0) {
                    attributes.add(new Attribute("status_code", status(status)));
                }
            }
            inAsked = nextCommand(asked, true);
            inTold = inTold && nextCommand(told, true);
        }
        if (commands > limits.commands()) {
            attributes.add(new Attribute("commands_omitted", Integer.toString(commands - limits.commands())));
        }
    }

    private static void describe(Dnp3Headers item, List<Attribute> attributes) {
        attributes.add(new Attribute("index_number", Long.toString(item.itemIndex())));
        Window bytes = item.bytes();
        int at = item.itemAt();
        Dnp3Layout layout = item.layout();
        if (item.group() == Dnp3Objects.BINARY_COMMAND && item.itemSize() >= BLOCK) {
            int code = bytes.u8(at);
            attributes.add(new Attribute("trip_control_code", TRIP_CLOSE[code >> 6]));
            attributes.add(new Attribute("operation_type", operation(code)));
            attributes.add(new Attribute("clear_bit", Boolean.toString((code & CLEAR) != 0)));
            if ((code & QUEUE) != 0) {
                attributes.add(new Attribute("queue_bit", "true"));
            }
            attributes.add(new Attribute("execute_count", Integer.toString(bytes.u8(at + 1))));
            attributes.add(new Attribute("on_time", Long.toString(bytes.i32le(at + 2) & 0xFFFF_FFFFL)));
            attributes.add(new Attribute("off_time", Long.toString(bytes.i32le(at + 6) & 0xFFFF_FFFFL)));
        } else if (layout != null && item.itemSize() >= layout.size() && layout.valueAt() >= 0) {
            attributes.add(new Attribute("value", number(Dnp3Values.number(layout, bytes, at))));
        }
    }

    private static String operation(int code) {
        int operation = code & 0x0F;
        return operation < OPERATIONS.length ? OPERATIONS[operation] : "undefined_" + operation;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static int status(Dnp3Headers item) {
        Dnp3Layout layout = item.layout();
        if (layout == null || layout.statusAt() < 0 || item.itemSize() < layout.size()) {
            return -1;
        }
        return item.bytes().u8(item.itemAt() + layout.statusAt()) & STATUS;
    }

    /** The first status of a response that is not success; 0 if there is none. */
    int refusal(byte[] reply, int from, int to) {
        told.over(reply, from, to, Dnp3Function.RESPONSE, limits.headers());
        for (boolean in = nextCommand(told, false); in; in = nextCommand(told, true)) {
            int status = status(told);
            if (status > 0) {
                return status;
            }
        }
        return 0;
    }

    /** What a response echoes wrongly, empty if it echoes every command (4.4.3.3). */
    String mismatch(Dnp3Exchange exchange, byte[] reply, int from, int to) {
        begin(exchange);
        told.over(reply, from, to, Dnp3Function.RESPONSE, limits.headers());
        boolean inTold = nextCommand(told, false);
        boolean inAsked = nextCommand(asked, false);
        while (inAsked && inTold) {
            if (asked.group() != told.group() || asked.itemIndex() != told.itemIndex()) {
                return "command on " + told.name() + " " + told.itemIndex() + ", expected " + asked.name() + " "
                        + asked.itemIndex();
            }
            inAsked = nextCommand(asked, true);
            inTold = nextCommand(told, true);
        }
        return inTold ? "more commands than were sent, expected as many" : "";
    }

    /**
     * Tells what was written: each command whose status is success, or each at all where no status is given.
     *
     * @param confirmed whether a response gives a status
     */
    void written(Dnp3Exchange exchange, boolean confirmed, byte[] reply, int from, int to) {
        begin(exchange);
        told.over(reply, from, to, Dnp3Function.RESPONSE, limits.headers());
        boolean inTold = confirmed && nextCommand(told, false);
        for (boolean in = nextCommand(asked, false); in; in = nextCommand(asked, true)) {
            boolean done = !confirmed || (inTold && told.itemIndex() == asked.itemIndex() && status(told) == 0);
            double value = done ? commanded(asked) : Double.NaN;
            if (!Double.isNaN(value)) {
                values.command(exchange.destination(), asked.group(), asked.itemIndex(), value);
            }
            inTold = inTold && nextCommand(told, true);
        }
    }

    /** The state or value a command asks for, NaN if it asks for none. */
    private static double commanded(Dnp3Headers item) {
        Dnp3Layout layout = item.layout();
        if (item.group() == Dnp3Objects.ANALOG_COMMAND) {
            if (layout == null || item.itemSize() < layout.size()) {
                return Double.NaN;
            }
            return Dnp3Values.number(layout, item.bytes(), item.itemAt());
        }
        if (item.itemSize() < BLOCK) {
            return Double.NaN;
        }
        int code = item.bytes().u8(item.itemAt());
        int operation = code & 0x0F;
        if (operation == 0 || operation >= OPERATIONS.length) {
            return Double.NaN;
        }
        return switch (code >> 6) {
            case 1 -> 1; // close
            case 2 -> 0; // trip
            default -> operation == 1 || operation == 3 ? 1 : 0;
        };
    }
}
