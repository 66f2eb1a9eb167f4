package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cyclic and change-driven jobs: what is subscribed, and the values a CPU then sends. */
final class S7Cyclic {
    private static final int REQUEST_HEADER = 4;

    private final S7Facts facts;
    private final S7ItemReader reader;
    private final S7ValueReader values;
    private final Map<Integer, List<S7Item>> jobs = HashMap.newHashMap(4);
    private int pendingReference = -1;
    private @Nullable List<S7Item> pending;

    S7Cyclic(S7Facts facts) {
        this.facts = facts;
        this.reader = new S7ItemReader(facts.limits);
        this.values = new S7ValueReader(facts);
    }

    /** Reads a request: number of items, time base and factor, items; or what is to end. */
    List<S7Item> subscribed(Window bytes, int at, int length, S7UserFunction function, List<Attribute> attributes) {
        if (length < 2) {
            return List.of();
        }
        if (function.code() == S7UserFunction.CYCLIC_UNSUBSCRIBE) {
            attributes.add(new Attribute("function", Integer.toString(bytes.u8(at))));
            attributes.add(new Attribute("job_id", Integer.toString(bytes.u8(at + 1))));
            jobs.remove(bytes.u8(at + 1));
            return List.of();
        }
        if (length < REQUEST_HEADER) {
            return List.of();
        }
        int count = bytes.u16(at);
        attributes.add(new Attribute("itemcount", Integer.toString(count)));
        attributes.add(new Attribute("interval_timebase", timeBase(bytes.u8(at + 2))));
        attributes.add(new Attribute("interval_time", Integer.toString(bytes.u8(at + 3))));
        List<S7Item> items = reader.operating(function.code(), function.name(), Access.SUBSCRIBE)
                .read(bytes, at + REQUEST_HEADER, at + length, Math.min(count, facts.limits.valuesMax()));
        StringBuilder points = new StringBuilder();
        for (S7Item item : items) {
            if (points.length() < facts.limits.textChars()) {
                points.append(points.isEmpty() ? "" : ",").append(item.parts().getFirst());
            }
        }
        attributes.add(new Attribute("points", points.toString()));
        return items;
    }

    private static String timeBase(int base) {
        return switch (base) {
            case 0 -> "100 milliseconds";
            case 1 -> "1 second";
            case 2 -> "10 seconds";
            default -> Integer.toString(base);
        };
    }

    /** Keeps what was subscribed until the CPU gives it a number. */
    void remember(int reference, List<S7Item> items) {
        pendingReference = reference;
        pending = items;
    }

    void confirmed(int reference, int job) {
        List<S7Item> items = pending;
        if (items != null && reference == pendingReference && !items.isEmpty()) {
            if (jobs.size() >= facts.limits.subscriptions() && !jobs.containsKey(job)) {
                jobs.remove(jobs.keySet().iterator().next());
            }
            jobs.put(job, items);
            pending = null;
        }
    }

    /** Tells values of a job: number of items, then data items; false if they end too early. */
    boolean pushed(int job, Window bytes, int at, int length, long atNanos) {
        List<S7Item> items = jobs.get(job);
        if (items == null || length < 2) {
            return true;
        }
        values.begin(at + 2);
        int count = Math.min(bytes.u16(at), items.size());
        for (int index = 0; index < count; index++) {
            if (!values.item(bytes, at + length)) {
                return false;
            }
            if (values.returnCode == S7ValueReader.SUCCESS) {
                values.tell(items.get(index), bytes, ValueSeen.Way.REPORTED, atNanos);
            }
        }
        return true;
    }
}
