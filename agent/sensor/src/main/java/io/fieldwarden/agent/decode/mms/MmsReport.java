package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;

/** Unconfirmed services: information reports, also those that are reports of IEC 61850-8-1 (clause 17.2). */
final class MmsReport {
    private static final String REPORT = "RPT";
    private static final int BIT_STRING = 0x84;
    private static final int STRING = 0x8A;

    /** Optional fields by their bit (IEC 61850-8-1, table "OptFlds"). */
    private static final int SEQUENCE = 1;

    private static final int TIME = 2;
    private static final int DATA_SET = 4;
    private static final int REFERENCE = 5;
    private static final int OVERFLOW = 6;
    private static final int ENTRY = 7;
    private static final int CONF_REV = 8;
    private static final int SEGMENT = 9;

    private final MmsFacts facts;
    private final MmsLimits limits;
    private final MmsData data;

    MmsReport(MmsFacts facts, MmsLimits limits) {
        this.facts = facts;
        this.limits = limits;
        this.data = new MmsData(limits);
    }

    /** Tells the unconfirmed service {@code service} stands at. */
    void unconfirmed(Direction from, Window bytes, Ber service, long atNanos) {
        switch (service.number()) {
            case 0 -> information(from, bytes, service, atNanos);
            case 1 -> tell(from, "unsolicited_status", Access.PUBLISH, List.of(), atNanos);
            case 2 -> tell(from, "event_notification", Access.PUBLISH, List.of(), atNanos);
            default -> tell(from, "unconfirmed_" + service.number(), Access.PUBLISH, List.of(), atNanos);
        }
    }

    private void tell(Direction from, String name, Access access, List<Attribute> attributes, long atNanos) {
        Operation operation = new Operation(MmsDecoder.PROTOCOL, -1, name, access, "", null, attributes);
        facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
    }

    private void information(Direction from, Window bytes, Ber service, long atNanos) {
        Ber part = new Ber().into(service);
        List<String> names = new ArrayList<>();
        if (!part.next()) {
            return;
        }
        MmsNames.variables(bytes, part, names, limits.variables());
        boolean list = part.tag() == 0xA1;
        List<MmsData.Leaf> leaves = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>();
        if (!part.next()) {
            return;
        }
        if (list && names.getFirst().equals(REPORT)) {
            report(bytes, part, leaves, attributes);
        } else {
            Ber each = new Ber().into(part);
            for (int index = 0; each.next(); index++) {
                String name =
                        list ? names.getFirst() + "/" + (index + 1) : index < names.size() ? names.get(index) : "";
                if (each.tag() != 0x80 && !name.isEmpty()) {
                    data.leaves(bytes, each, name, leaves);
                }
            }
        }
        String name = names.isEmpty() ? "" : names.getFirst();
        Points points = names.size() == 1 && !name.isEmpty() ? Points.named(name) : null;
        Operation operation =
                new Operation(MmsDecoder.PROTOCOL, 0, "information_report", Access.PUBLISH, "", points, attributes);
        facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
        facts.values(ValueSeen.Way.REPORTED, leaves, atNanos);
        if (data.wasTooDeep()) {
            facts.anomaly(MmsAnomaly.TOO_DEEP, "expected at most " + limits.depth() + " levels of data", atNanos);
        }
    }

    /** Id, optional fields, the fields those say are there, which members are included, their references, their values. */
    private void report(Window bytes, Ber results, List<MmsData.Leaf> leaves, List<Attribute> attributes) {
        Ber each = new Ber().into(results);
        if (!each.next() || each.tag() != STRING) {
            return;
        }
        String id = MmsNames.text(each);
        attributes.add(new Attribute("rpt_id", id));
        if (!each.next() || each.tag() != BIT_STRING) {
            return;
        }
        int options = bits(bytes, each);
        String dataSet = header(bytes, each, options, attributes);
        if (!each.next() || each.tag() != BIT_STRING) {
            return;
        }
        String base = dataSet.isEmpty() ? id : dataSet;
        List<String> points = included(bytes, each, base);
        if (has(options, REFERENCE)) {
            for (int index = 0; index < points.size() && each.next(); index++) {
                points.set(index, MmsNames.text(each));
            }
        }
        for (int index = 0; index < points.size() && each.next(); index++) {
            data.leaves(bytes, each, points.get(index), leaves);
        }
    }

    /** Reads the optional fields; returns the data set's name, empty if it is not told. */
    private static String header(Window bytes, Ber each, int options, List<Attribute> attributes) {
        String dataSet = "";
        if (has(options, SEQUENCE) && each.next()) {
            attributes.add(new Attribute("sq_num", Long.toString(each.unsigned())));
        }
        if (has(options, TIME) && each.next()) {
            attributes.add(new Attribute("time_of_entry", MmsData.binaryTime(bytes, each)));
        }
        if (has(options, DATA_SET) && each.next()) {
            dataSet = MmsNames.text(each);
            attributes.add(new Attribute("dat_set", dataSet));
        }
        if (has(options, OVERFLOW) && each.next()) {
            attributes.add(new Attribute("buf_ovfl", each.unsigned() == 0 ? "false" : "true"));
        }
        if (has(options, ENTRY) && each.next()) {
            attributes.add(new Attribute("entry_id", Long.toHexString(each.unsigned())));
        }
        if (has(options, CONF_REV) && each.next()) {
            attributes.add(new Attribute("conf_rev", Long.toString(each.unsigned())));
        }
        if (has(options, SEGMENT) && each.next() && each.next()) {
            attributes.add(new Attribute("more_segments_follow", each.unsigned() == 0 ? "false" : "true"));
        }
        return dataSet;
    }

    /** A point for every member whose bit is set, counting from 1. */
    private List<String> included(Window bytes, Ber inclusion, String base) {
        List<String> points = new ArrayList<>();
        int bits = inclusion.length() < 2 ? 0 : 8 * (inclusion.length() - 1);
        for (int bit = 0; bit < bits && points.size() < limits.variables(); bit++) {
            if ((bytes.u8(inclusion.start() + 1 + (bit >> 3)) & 0x80 >> (bit & 7)) != 0) {
                points.add(base + "/" + (bit + 1));
            }
        }
        return points;
    }

    private static int bits(Window bytes, Ber string) {
        int bits = 0;
        for (int index = 1; index <= 2; index++) {
            bits = bits << 8 | (index < string.length() ? bytes.u8(string.start() + index) : 0);
        }
        return bits;
    }

    private static boolean has(int options, int bit) {
        return (options & 0x8000 >> bit) != 0;
    }
}
