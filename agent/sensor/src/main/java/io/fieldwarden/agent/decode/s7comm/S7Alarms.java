package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.List;
import java.util.Locale;

/** Messages of a CPU: diagnostics, alarms, their acknowledgement and query. */
final class S7Alarms {
    private static final int DIAGNOSTIC = 20;
    private static final int OBJECT_HEADER = 12;
    private static final int QUERY = 0x1A;

    private final S7Limits limits;

    S7Alarms(S7Limits limits) {
        this.limits = limits;
    }

    private static void add(List<Attribute> attributes, String name, String value) {
        attributes.add(new Attribute(name, value));
    }

    private static String hex(int value, int digits) {
        return String.format(Locale.ROOT, "0x%0" + digits + "x", value);
    }

    /** Locks, acknowledges or asks for alarms: function, number of objects, and what each is about. */
    void request(Window bytes, int at, int length, List<Attribute> attributes) {
        if (length < 2) {
            return;
        }
        int objects = bytes.u8(at + 1);
        add(attributes, "nr_objects", Integer.toString(objects));
        StringBuilder events = new StringBuilder();
        int object = at + 2;
        for (int index = 0; index < objects && object + 8 <= at + length; index++) {
            int size = bytes.u8(object + 1);
            int event = bytes.i32(object + 4);
            if (size >= 8 && bytes.u8(object + 2) == QUERY && object + 10 <= at + length) {
                query(bytes, object, attributes);
            } else if (size >= 6 && events.length() < limits.textChars()) {
                events.append(events.isEmpty() ? "" : ",").append(hex(event, 8));
            }
            object += 2 + size;
        }
        if (!events.isEmpty()) {
            add(attributes, "event_id", events.toString());
        }
    }

    /** Which alarms are asked for: by their type, or one by its number. */
    private static void query(Window bytes, int object, List<Attribute> attributes) {
        boolean byType = bytes.u8(object + 4) == 1;
        int about = bytes.i32(object + 6);
        add(attributes, "querytype", byType ? "by_alarmtype" : Integer.toString(bytes.u8(object + 4)));
        add(attributes, byType ? "alarmtype" : "event_id", byType ? Integer.toString(about) : hex(about, 8));
    }

    /** What a CPU sends unasked. */
    void pushed(int function, Window bytes, int at, int length, List<Attribute> attributes) {
        if (function == S7UserFunction.DIAGNOSTIC_MESSAGE) {
            diagnostic(bytes, at, length, attributes);
            return;
        }
        if (length >= 10) {
            add(attributes, "timestamp", S7ValueReader.dateAndTime(bytes, at));
            add(attributes, "nr_objects", Integer.toString(bytes.u8(at + 9)));
        }
        int object = at + 10;
        if (object + OBJECT_HEADER <= at + length) {
            add(attributes, "syntaxid", S7Names.syntax(bytes.u8(object + 2)));
            add(attributes, "event_id", hex(bytes.i32(object + 4), 8));
            add(attributes, "eventstate", hex(bytes.u8(object + 8), 2));
            add(attributes, "state", hex(bytes.u8(object + 9), 2));
            add(attributes, "ack_state_going", hex(bytes.u8(object + 10), 2));
            add(attributes, "ack_state_coming", hex(bytes.u8(object + 11), 2));
        }
    }

    /** Event, priority class, organisation block, kind, two informations and the time. */
    private static void diagnostic(Window bytes, int at, int length, List<Attribute> attributes) {
        if (length < DIAGNOSTIC) {
            return;
        }
        add(attributes, "eventid", hex(bytes.u16(at), 4));
        add(attributes, "prioclass", Integer.toString(bytes.u8(at + 2)));
        add(attributes, "obnumber", Integer.toString(bytes.u8(at + 3)));
        add(attributes, "datid", hex(bytes.u16(at + 4), 4));
        add(attributes, "info1", hex(bytes.u16(at + 6), 4));
        add(attributes, "info2", hex(bytes.i32(at + 8), 8));
        add(attributes, "timestamp", S7ValueReader.dateAndTime(bytes, at + 12));
    }

    void answer(int function, Window bytes, int at, int length, List<Attribute> attributes) {
        if (function == S7UserFunction.MESSAGE_SERVICE && length >= 2) {
            add(attributes, "result", Integer.toString(bytes.u8(at)));
        }
    }
}
