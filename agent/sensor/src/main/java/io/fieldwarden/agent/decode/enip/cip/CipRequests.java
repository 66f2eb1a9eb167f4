package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests: service, size of the path in words, path, data (Vol 1, 2-4.1). */
public final class CipRequests {
    static final String PROTOCOL = "cip";

    private static final int HEAD = 2;
    /** Data of no known meaning up to this length are told. */
    private static final int DATA_TOLD = 16;

    private final CipFacts facts;
    private final CipLimits limits;
    private final CipTagRequests tags;
    private final CipConnecting connecting;
    private final CipPcccRequests pccc;

    public CipRequests(CipFacts facts) {
        this.facts = facts;
        this.limits = facts.limits();
        this.tags = new CipTagRequests(facts);
        this.connecting = new CipConnecting(facts, this);
        this.pccc = new CipPcccRequests(facts);
    }

    /**
     * Where and when a request was met.
     *
     * @param depth 0, more for a service inside a service
     */
    public record Place(CipCarrier carrier, int depth, long atNanos) {}

    /** One request as it is read, and its data. */
    static final class Draft {
        final int service;
        final CipPath path;
        final Window bytes;
        final int at;
        final int length;
        final CipCarrier carrier;
        final int depth;
        final long atNanos;
        final List<Attribute> attributes;

        @Nullable
        Points points;

        CipRequest.Detail detail = CipRequest.Plain.ONLY;
        final List<CipRequest.Written> writes = new ArrayList<>(0);

        /** Whether what is told depends on the data, not on their length alone. */
        boolean dataTold = true;

        @Nullable
        String name;

        @Nullable
        Access access;

        Draft(int service, CipPath path, CipPart data, Place place) {
            this.service = service;
            this.path = path;
            this.bytes = data.bytes();
            this.at = data.at();
            this.length = data.length();
            this.carrier = place.carrier();
            this.depth = place.depth();
            this.atNanos = place.atNanos();
            this.attributes = new ArrayList<>(carrier.attributes());
        }

        void add(String name, Object value) {
            attributes.add(new Attribute(name, value.toString()));
        }

        CipRequest done() {
            Operation operation = new Operation(
                    PROTOCOL,
                    service,
                    name != null ? name : CipService.name(service, path),
                    access != null ? access : CipService.access(service, path),
                    carrier.scope(),
                    points,
                    attributes);
            return new CipRequest(service, path, operation, detail, writes, dataTold);
        }
    }

    /**
     * Reads a request.
     *
     * @return null if not even its path could be read
     */
    public @Nullable CipRequest read(CipPart part, Place place) {
        Window bytes = part.bytes();
        int at = part.at();
        int length = part.length();
        int depth = place.depth();
        long atNanos = place.atNanos();
        if (depth > limits.depth()) {
            facts.anomaly(CipAnomaly.NESTED_TOO_DEEP, depth + " levels, expected at most " + limits.depth(), atNanos);
            return null;
        }
        int pathLength = length < HEAD ? 0 : 2 * bytes.u8(at + 1);
        if (length < HEAD + pathLength) {
            String found = length + " bytes, expected " + (HEAD + pathLength) + " for service and path";
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, atNanos);
            return null;
        }
        int service = bytes.u8(at) & ~CipService.REPLY;
        CipPath path = new CipPathReader(bytes, at + HEAD, pathLength, limits).read(facts, atNanos);
        int data = HEAD + pathLength;
        Draft draft = new Draft(service, path, part.from(data), place);
        describe(draft);
        body(draft);
        return draft.done();
    }

    private static void describe(Draft draft) {
        CipPath path = draft.path;
        if (path.classId() >= 0) {
            draft.add("class_id", CipText.number(path.classId()));
            draft.add("class_name", CipClass.name(path.classId()));
        }
        if (path.instance() >= 0) {
            draft.add("instance_id", CipText.number(path.instance()));
        }
        if (path.attribute() >= 0) {
            draft.add("attribute_id", CipText.number(path.attribute()));
        }
        if (path.member() >= 0) {
            draft.add("member_id", CipText.number(path.member()));
        }
        if (!path.tag().isEmpty()) {
            draft.add("symbol", path.wholeTag());
        }
        for (long point : path.connectionPoints()) {
            draft.add("connection_point", point);
        }
        if (!path.key().isEmpty()) {
            draft.add("electronic_key", path.key());
        }
        if (path.text().lastIndexOf("class ") > 0) {
            draft.add("request_path", path.text());
        }
    }

    private void body(Draft draft) {
        if (CipService.isTag(draft.service, draft.path)) {
            tags.read(draft);
        } else if (CipService.isConnectionManager(draft.service, draft.path)) {
            connecting.read(draft);
        } else if (draft.path.classId() == CipClass.PCCC && draft.service == CipService.EXECUTE_PCCC) {
            pccc.read(draft);
        } else if (draft.service == CipService.MULTIPLE_SERVICE_PACKET) {
            several(draft);
        } else {
            attributes(draft);
        }
    }

    private void attributes(Draft draft) {
        switch (draft.service) {
            case CipService.GET_ATTRIBUTE_LIST -> getList(draft);
            case CipService.SET_ATTRIBUTE_LIST -> setList(draft);
            case CipService.SET_ATTRIBUTE_SINGLE, 0x19 -> setSingle(draft);
            case CipService.RESET -> {
                draft.points = CipAttributes.point(draft.path);
                draft.add("reset_type", draft.length > 0 ? draft.bytes.u8(draft.at) : 0);
            }
            default -> {
                draft.points = CipAttributes.point(draft.path);
                data(draft);
                draft.dataTold = draft.length <= DATA_TOLD;
            }
        }
    }

    /** What is sent along, where we know no better: its size, and its bytes if it changes something. */
    private static void data(Draft draft) {
        if (draft.length > 0) {
            draft.add("data_length", draft.length);
            if (draft.length <= DATA_TOLD) {
                draft.add("data", CipText.hex(draft.bytes, draft.at, draft.length, 64));
            }
        }
    }

    private void setSingle(Draft draft) {
        draft.points = CipAttributes.point(draft.path);
        write(draft, draft.path.attribute(), draft.at, draft.length);
    }

    /** A value that is written; secrets of the security classes are left out. */
    private void write(Draft draft, long attribute, int at, int length) {
        boolean secret = (draft.path.classId() >= 0x5D && draft.path.classId() <= 0x62) || draft.path.classId() == 0x39;
        if (secret) {
            draft.add("data_length", length);
            return;
        }
        CipRequest.Written written =
                CipAttributes.value(draft.path, attribute, new CipPart(draft.bytes, at, length), limits.elements());
        if (written != null) {
            draft.writes.add(written);
            String text = written.values().size() == 1
                    ? written.values().text(0)
                    : CipText.hex(draft.bytes, at, length, limits.textChars());
            draft.add("value", text);
        }
    }

    private List<Integer> counted(Draft draft) {
        List<Integer> numbers = new ArrayList<>();
        int count = draft.length < 2 ? 0 : draft.bytes.u16le(draft.at);
        if (draft.length < 2 || draft.length < 2 + 2 * count) {
            tooShort(draft, 2 + 2 * count);
            count = Math.max(0, (draft.length - 2) / 2);
        }
        for (int index = 0; index < Math.min(count, limits.services()); index++) {
            numbers.add(draft.bytes.u16le(draft.at + 2 + 2 * index));
        }
        return numbers;
    }

    void tooShort(Draft draft, int expected) {
        String what = CipService.name(draft.service, draft.path) + " has " + draft.length + " bytes, expected ";
        facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, what + expected, draft.atNanos);
    }

    private void getList(Draft draft) {
        List<Integer> numbers = counted(draft);
        draft.detail = CipRequest.Attributes.of(draft.path, numbers);
        draft.points = numbers.size() == 1
                ? CipAttributes.point(draft.path, numbers.getFirst())
                : CipAttributes.point(draft.path);
        draft.add("attributes", list(numbers));
    }

    private String list(List<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            if (text.length() > limits.textChars()) {
                return text.append(",…").toString();
            }
            text.append(text.isEmpty() ? "" : ",").append(number);
        }
        return text.toString();
    }

    /** Only with one attribute does the message show where its value ends. */
    private void setList(Draft draft) {
        int count = draft.length < 4 ? 0 : draft.bytes.u16le(draft.at);
        if (draft.length < 2 + 2 * count || draft.length < 2) {
            tooShort(draft, 2 + 2 * Math.max(1, count));
            return;
        }
        draft.points = CipAttributes.point(draft.path);
        draft.add("attribute_count", count);
        if (count == 1) {
            int number = draft.bytes.u16le(draft.at + 2);
            draft.detail = CipRequest.Attributes.of(draft.path, List.of(number));
            draft.points = CipAttributes.point(draft.path, number);
            draft.add("attributes", number);
            write(draft, number, draft.at + 4, draft.length - 4);
        } else {
            data(draft);
        }
    }

    /** Count, offsets from the count, services (Vol 1, appendix ). */
    private void several(Draft draft) {
        draft.points = null;
        List<CipRequest> inner = new ArrayList<>();
        CipSeveral parts = CipSeveral.of(new CipPart(draft.bytes, draft.at, draft.length), facts, draft.atNanos);
        draft.add("services", parts.size());
        List<Attribute> marked = new ArrayList<>(draft.carrier.attributes());
        if (draft.depth == 0) {
            marked.add(new Attribute("embedded_in", "multiple_service_packet"));
        }
        Place within = new Place(new CipCarrier(marked, draft.carrier.scope()), draft.depth + 1, draft.atNanos);
        CipPart part = new CipPart(draft.bytes, draft.at, 0);
        for (int index = 0; index < parts.size(); index++) {
            CipRequest one = read(parts.part(index, part), within);
            inner.add(one != null ? one : unreadable(within.carrier()));
        }
        draft.detail = new CipRequest.Several(inner);
    }

    /** Stands for a service that could not be read, so that the others keep their answers. */
    private static CipRequest unreadable(CipCarrier carrier) {
        Operation operation = new Operation(
                PROTOCOL, -1, "unreadable_service", Access.EXECUTE, carrier.scope(), null, carrier.attributes());
        return new CipRequest(-1, CipPath.NONE, operation, CipRequest.Plain.ONLY, List.of(), true);
    }
}
