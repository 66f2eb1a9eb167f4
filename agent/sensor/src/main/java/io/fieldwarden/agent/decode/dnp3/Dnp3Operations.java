package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a request, with what came of it, into the words of an operation; what was told before is not built again. */
final class Dnp3Operations {
    private static final byte[] NOTHING = new byte[0];
    private static final int OBJECTS = 2;
    private static final int REPLY_OBJECTS = 4;

    private final Dnp3Facts facts;
    private final Dnp3Repeats repeats;
    private final Dnp3Limits limits;
    private final Dnp3Controls controls;
    private final Dnp3Values values;
    private final Dnp3Details details;
    private final Dnp3Headers headers = new Dnp3Headers();
    private final Dnp3Summary named;

    Dnp3Operations(Dnp3Facts facts, Dnp3Repeats repeats, Dnp3Limits limits, Dnp3Controls controls, Dnp3Values values) {
        this.facts = facts;
        this.repeats = repeats;
        this.limits = limits;
        this.controls = controls;
        this.values = values;
        details = new Dnp3Details(limits);
        named = new Dnp3Summary(limits);
    }

    Dnp3Details details() {
        return details;
    }

    /** A request nobody answered. */
    Operation asked(Dnp3Exchange exchange) {
        return answered(exchange, NOTHING, 0, 0);
    }

    /**
     * A request with the last fragment of its response.
     *
     * @param from where its objects begin
     * @param to where they end
     */
    Operation answered(Dnp3Exchange exchange, byte[] reply, int from, int to) {
        boolean special = exchange.response.isSpecial()
                || exchange.fragments() > 1
                || Dnp3Function.isControl(exchange.function());
        if (special) {
            return build(exchange, reply, from, to);
        }
        repeats.begin().with((exchange.source() << 16) | exchange.destination());
        repeats.with((exchange.fragments() << 16) | exchange.lastIndications());
        exchange.response.into(repeats);
        repeats.with(exchange.request(), 0, exchange.length());
        return repeats.find(() -> build(exchange, reply, from, to));
    }

    private Operation build(Dnp3Exchange exchange, byte[] reply, int from, int to) {
        int function = exchange.function();
        List<Attribute> attributes = begin(exchange.source(), exchange.destination(), exchange.request()[0]);
        names(exchange.request(), OBJECTS, exchange.length(), function);
        add("objects", named.objects(), attributes);
        Points points = Dnp3Function.isControl(function) ? controls.points(exchange) : points(exchange);
        if (Dnp3Function.isControl(function)) {
            controls.describe(exchange, reply, from, to, attributes);
        }
        details.describe(exchange.request(), OBJECTS, exchange.length(), function, attributes);
        if (exchange.fragments() > 0) {
            answer(exchange.lastIndications(), exchange.response, attributes);
            details.describe(reply, from, to, Dnp3Function.RESPONSE, attributes);
        }
        if (exchange.fragments() > 1) {
            attributes.add(new Attribute("earlier_iin", exchange.earlierIndications()));
            attributes.add(new Attribute("fragments", Integer.toString(exchange.fragments())));
        }
        return operation(function, access(exchange), exchange.destination(), points, attributes);
    }

    /** A message of its own: a confirmation, an unsolicited response, or a response whose request was not seen. */
    Operation alone(Dnp3Assembly.Fragment whole, Dnp3Summary summary) {
        byte[] bytes = whole.bytes();
        int from = whole.start();
        int to = whole.end();
        Dnp3Frame frame = whole.frame();
        if (summary.isSpecial()) {
            return buildAlone(whole, summary);
        }
        boolean reply = Dnp3Function.isReply(bytes[from + 1] & 0xFF);
        repeats.begin().with((frame.source() << 16) | frame.destination());
        repeats.with(bytes, from, Math.min(to - from, reply ? REPLY_OBJECTS : OBJECTS));
        summary.into(repeats);
        return repeats.find(() -> buildAlone(whole, summary));
    }

    private Operation buildAlone(Dnp3Assembly.Fragment whole, Dnp3Summary summary) {
        byte[] bytes = whole.bytes();
        int from = whole.start();
        int to = whole.end();
        Dnp3Frame frame = whole.frame();
        int function = bytes[from + 1] & 0xFF;
        List<Attribute> attributes = begin(frame.source(), frame.destination(), bytes[from]);
        boolean reply = Dnp3Function.isReply(function);
        if (reply) {
            answer(((bytes[from + 2] & 0xFF) << 8) | (bytes[from + 3] & 0xFF), summary, attributes);
        } else {
            add("objects", summary.objects(), attributes);
        }
        details.describe(bytes, from + (reply ? REPLY_OBJECTS : OBJECTS), to, function, attributes);
        int outstation = reply ? frame.source() : frame.destination();
        return operation(function, Dnp3Function.access(function), outstation, null, attributes);
    }

    private Operation operation(
            int function, Access access, int outstation, @Nullable Points points, List<Attribute> attributes) {
        String scope = facts.names().scope(outstation);
        return new Operation(
                Dnp3Decoder.PROTOCOL, function, Dnp3Function.name(function), access, scope, points, attributes);
    }

    /** Addresses and the application control octet (4.2.2.1). */
    private static List<Attribute> begin(int source, int destination, int control) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("source", Integer.toString(source)));
        attributes.add(new Attribute("destination", Integer.toString(destination)));
        attributes.add(new Attribute("seq", Integer.toString(control & 0x0F)));
        boolean whole = (control & 0xC0) == 0xC0;
        add(
                "fragment",
                whole ? "" : (control & 0x80) != 0 ? "first" : (control & 0x40) != 0 ? "final" : "middle",
                attributes);
        add("con", (control & 0x20) != 0 ? "true" : "", attributes);
        add("uns", (control & 0x10) != 0 ? "true" : "", attributes);
        return attributes;
    }

    private static void answer(int indications, Dnp3Summary summary, List<Attribute> attributes) {
        attributes.add(new Attribute("iin", String.format("0x%04x", indications)));
        add("iin_flags", Dnp3Function.Indications.names(indications), attributes);
        add("response_objects", summary.objects(), attributes);
        add("flags", Dnp3Objects.Flags.names(summary.unusual()), attributes);
        add("time_tags", summary.times(), attributes);
    }

    private static void add(String name, String value, List<Attribute> attributes) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(name, value));
        }
    }

    private void names(byte[] fragment, int from, int to, int function) {
        named.clear();
        headers.over(fragment, from, to, function, limits.headers());
        while (headers.next()) {
            named.add(headers);
        }
        if (headers.isCutShort()) {
            named.add(headers);
        }
    }

    /** The points of a request with one header that names a range of them. */
    private @Nullable Points points(Dnp3Exchange exchange) {
        headers.over(exchange.request(), OBJECTS, exchange.length(), exchange.function(), limits.headers());
        if (!headers.next() || !headers.isRange() || headers.count() > Integer.MAX_VALUE) {
            return null;
        }
        Points points = values.points(exchange.destination(), headers.group(), headers.first(), (int) headers.count());
        return headers.next() ? null : points;
    }

    /** The intent of a request: what is read or written decides where the function alone does not. */
    private Access access(Dnp3Exchange exchange) {
        int function = exchange.function();
        headers.over(exchange.request(), OBJECTS, exchange.length(), function, limits.headers());
        if (!headers.next()) {
            return Dnp3Function.access(function);
        }
        int group = headers.group();
        if (function == Dnp3Function.READ) {
            return group == Dnp3Objects.DEVICE_ATTRIBUTES ? Access.IDENTIFY : Access.READ;
        }
        if (function == Dnp3Function.WRITE) {
            return writes(group);
        }
        if (function == Dnp3Function.OPEN_FILE && headers.nextItem()) {
            return Dnp3Files.mode(headers) > 1 ? Access.CONFIGURE : Access.READ;
        }
        return Dnp3Function.access(function);
    }

    /** Clocks, indications, files, deadbands, data sets and names are settings, points are values. */
    private static Access writes(int group) {
        return switch (group) {
            case Dnp3Objects.DEVICE_ATTRIBUTES,
                    Dnp3Objects.DEADBAND,
                    Dnp3Objects.TIME,
                    Dnp3Objects.FILES,
                    Dnp3Objects.INDICATIONS,
                    81,
                    82,
                    83,
                    85,
                    86 -> Access.CONFIGURE;
            default -> Access.WRITE;
        };
    }
}
