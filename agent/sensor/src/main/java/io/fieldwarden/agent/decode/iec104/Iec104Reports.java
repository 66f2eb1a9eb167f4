package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells what a controlled station reports: one operation a message, and the values of its objects. */
final class Iec104Reports {
    private static final int CHANGE_AT = 2;
    /** Where the quality bits of a key start: object addresses have 24 bits. */
    private static final int FLAGS_SHIFT = 32;

    private final Iec104Facts facts;
    private final Iec104Repeats repeats;
    private final Iec104Element element = new Iec104Element();
    private final double[] numbers = new double[Iec104Limits.OBJECTS_MAX];

    Iec104Reports(Iec104Facts facts, Iec104Repeats repeats) {
        this.facts = facts;
        this.repeats = repeats;
    }

    /** A report or a reported parameter. */
    void tell(Iec104Asdu asdu) {
        int flags = 0;
        boolean run = true;
        for (int index = 0; index < asdu.objects(); index++) {
            element.read(asdu.type().form(), asdu.bytes(), asdu.content(index));
            flags |= element.flags();
            run &= asdu.address(index) == asdu.address(0) + index;
        }
        facts.operation(asdu.from(), operation(asdu, flags, run), Outcome.ONE_WAY, asdu.atNanos());
        values(asdu);
    }

    private Operation operation(Iec104Asdu asdu, int flags, boolean run) {
        boolean repeatable = timed(asdu.type()) == 0 && asdu.type().kind() == Iec104Type.Kind.REPORT;
        long where = run && asdu.objects() > 0 ? asdu.address(0) : -1;
        long rest = (where & 0xFFFF_FFFFL) | ((long) flags << FLAGS_SHIFT);
        Operation known = repeatable ? repeats.find(asdu.head(), rest) : null;
        if (known != null) {
            return known;
        }
        List<Attribute> attributes = attributes(asdu);
        if (flags != 0) {
            attributes.add(new Attribute("quality", Iec104Element.names(flags)));
        }
        times(asdu, attributes);
        Points points = where < 0 ? null : new Points(space(asdu), where, asdu.objects());
        Operation operation = new Operation(
                Iec104Decoder.PROTOCOL,
                asdu.type().id(),
                asdu.type().name(),
                Access.PUBLISH,
                scope(asdu),
                points,
                attributes);
        if (repeatable && asdu.objects() == asdu.count()) {
            repeats.keep(asdu.head(), rest, operation);
        }
        return operation;
    }

    private static int timed(Iec104Type type) {
        return type.form() == Iec104Type.Form.SECURITY_COUNTER ? Iec104Time.LONG : type.time();
    }

    /** What stands in the head of every ASDU. */
    static List<Attribute> attributes(Iec104Asdu asdu) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("causetx", Iec104Cause.name(asdu.cause())));
        if (asdu.negative()) {
            attributes.add(new Attribute("nega", "1"));
        }
        if (asdu.test()) {
            attributes.add(new Attribute("test", "1"));
        }
        if (asdu.originator() != 0) {
            attributes.add(new Attribute("oa", Integer.toString(asdu.originator())));
        }
        if (asdu.count() != 1) {
            attributes.add(new Attribute("numix", Integer.toString(asdu.count())));
        }
        return attributes;
    }

    static String scope(Iec104Asdu asdu) {
        return "station " + asdu.common();
    }

    /** The tag of the first object, and of the last where it differs; elapsed times of protection events. */
    private void times(Iec104Asdu asdu, List<Attribute> attributes) {
        int time = timed(asdu.type());
        if (asdu.objects() == 0 || time == 0) {
            return;
        }
        Window bytes = asdu.bytes();
        int offset = asdu.type().form() == Iec104Type.Form.SECURITY_COUNTER
                ? 5
                : asdu.type().size() - time;
        int first = asdu.content(0) + offset;
        elapsed(asdu, attributes, first - 2);
        Iec104Time.add(attributes, bytes, first, time);
        int last = asdu.content(asdu.objects() - 1) + offset;
        String lastTime = Iec104Time.text(bytes, last, time);
        if (last != first && !lastTime.equals(Iec104Time.text(bytes, first, time))) {
            attributes.add(new Attribute("time_last", lastTime));
        }
    }

    private static void elapsed(Iec104Asdu asdu, List<Attribute> attributes, int at) {
        switch (asdu.type().form()) {
            case PROTECTION, START_EVENTS, OUTPUT_CIRCUIT ->
                attributes.add(new Attribute(
                        "elapsed_ms", Integer.toString(asdu.bytes().u16le(at))));
            default -> {
                // only protection equipment tells how long
            }
        }
    }

    /** Objects side by side with the same quality are told together. */
    private void values(Iec104Asdu asdu) {
        Iec104Type.Form form = asdu.type().form();
        int start = 0;
        ValueSeen.Quality quality = ValueSeen.Quality.UNSTATED;
        for (int index = 0; index < asdu.objects(); index++) {
            element.read(form, asdu.bytes(), asdu.content(index));
            boolean next =
                    index > start && element.quality() == quality && asdu.address(index) == asdu.address(index - 1) + 1;
            if (index > start && !next) {
                run(asdu, start, index, quality);
                start = index;
            }
            quality = element.quality();
            numbers[index] = element.number();
        }
        if (asdu.objects() > start) {
            run(asdu, start, asdu.objects(), quality);
        }
    }

    private void run(Iec104Asdu asdu, int start, int end, ValueSeen.Quality quality) {
        ValueSeen.Way way = asdu.cause() == Iec104Cause.REQUEST ? ValueSeen.Way.READ : ValueSeen.Way.REPORTED;
        Points points = new Points(spaceOf(asdu, start), asdu.address(start), end - start);
        Values values = new Values.Numbers(Arrays.copyOfRange(numbers, start, end));
        facts.values(way, points, values, quality, asdu.atNanos());
        if (asdu.type().form() == Iec104Type.Form.STATUS_CHANGE) {
            double[] changes = new double[end - start];
            for (int index = start; index < end; index++) {
                changes[index - start] = asdu.bytes().u16le(asdu.content(index) + CHANGE_AT);
            }
            Points changed = new Points(asdu.common() + "/change", asdu.address(start), end - start);
            facts.values(way, changed, new Values.Numbers(changes), quality, asdu.atNanos());
        }
    }

    private String space(Iec104Asdu asdu) {
        return spaceOf(asdu, 0);
    }

    private String spaceOf(Iec104Asdu asdu, int index) {
        if (asdu.type().kind() != Iec104Type.Kind.PARAMETER) {
            return repeats.space(asdu.common());
        }
        int qualifier = asdu.bytes().u8(asdu.content(index) + asdu.type().size() - 1);
        return Iec104Qualifier.parameterSpace(asdu.common(), qualifier);
    }
}
