package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.bacnet.BacnetMessage.Part;
import io.fieldwarden.agent.decode.bacnet.BacnetRequest.Written;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Property values as points with values, and what the properties beside a value say of it. */
final class BacnetProperties {
    static final int PRESENT_VALUE = 85;
    private static final int STATUS_FLAGS = 111;
    private static final int RELIABILITY = 103;
    private static final int UNITS = 117;
    private static final int FAULT = 1;
    private static final int OVERRIDDEN = 2;
    private static final int OUT_OF_SERVICE = 3;
    private static final int NAMES_MAX = 1_024;
    private static final int IDENTIFIER = 4;
    /** Properties that are lists of BACnetDeviceObjectReference: context tags, but each an object identifier. */
    private static final Set<String> REFERENCES = Set.of(
            "/member-of",
            "/zone-members",
            "/subordinate-list",
            "/door-members",
            "/access-doors",
            "/entry-points",
            "/exit-points",
            "/zone-from",
            "/zone-to",
            "/credentials",
            "/credentials-in-zone",
            "/last-access-point",
            "/last-credential-added",
            "/last-credential-removed",
            "/access-event-credential",
            "/belongs-to",
            "/energy-meter-ref");

    private final BacnetLimits limits;
    private final BacnetLists lists;
    private final Map<Long, String> names = new HashMap<>();

    /** What the status flags, the reliability and the units of an object say of its present value. */
    static final class Standing {
        Quality quality = Quality.UNSTATED;
        String unit = "";

        Quality qualityOf(int property) {
            return property == PRESENT_VALUE ? quality : Quality.UNSTATED;
        }

        String unitOf(int property) {
            return property == PRESENT_VALUE ? unit : "";
        }
    }

    BacnetProperties(BacnetLimits limits) {
        this.limits = limits;
        lists = new BacnetLists(limits.depthMax());
    }

    /** {@code analog-input,3/present-value}. */
    String name(String owner, long object, int property) {
        if (!owner.isEmpty()) {
            return owner + plainName(object, property);
        }
        long key = (object << 32) | (property & 0xFFFF_FFFFL);
        String name = names.get(key);
        if (name == null) {
            if (names.size() >= NAMES_MAX) {
                names.clear();
            }
            name = plainName(object, property);
            names.put(key, name);
        }
        return name;
    }

    private static String plainName(long object, int property) {
        return BacnetNames.object(object) + "/" + BacnetNames.of(BacnetNames.Kind.PROPERTY, property & 0xFFFF_FFFFL);
    }

    /** The point of a property, or of one element of it. */
    static Points point(String name, long index) {
        return index < 0 ? Points.named(name) : new Points(name, index, 1);
    }

    /** The value of a property from {@code from} to {@code to}; null if it is empty or its tags do not fit. */
    @Nullable
    Written value(String name, long index, Window bytes, int from, int to) {
        BacnetTag tag = new BacnetTag();
        int count = 0;
        boolean numeric = true;
        for (int at = from; at < to && count < limits.valuesMax(); count++) {
            if (!tag.read(bytes, at, to)) {
                return null;
            }
            numeric &= !tag.context && BacnetText.isNumber(tag.number);
            at = tag.opening ? past(bytes, tag.next, to) : tag.next;
        }
        if (count == 0) {
            return null;
        }
        boolean run = count > 1 && index < 0;
        if (count > 1 && !run) {
            String whole = BacnetText.constructed(bytes, from, to, limits.textChars());
            return new Written(point(name, index), new Values.Texts(new String[] {whole}));
        }
        Points points = run ? new Points(name, 1, count) : point(name, index);
        return new Written(
                points, numeric ? numbers(bytes, from, to, count) : texts(name, new Part(bytes, from, to), count));
    }

    private int past(Window bytes, int after, int to) {
        int close = BacnetTag.closing(bytes, after, to, limits.depthMax());
        return close < 0 ? to : BacnetLists.after(bytes, close, to);
    }

    private static Values numbers(Window bytes, int from, int to, int count) {
        double[] numbers = new double[count];
        BacnetTag tag = new BacnetTag();
        int at = from;
        for (int index = 0; index < count && tag.read(bytes, at, to); index++) {
            numbers[index] = BacnetText.number(bytes, tag, tag.number);
            at = tag.next;
        }
        return new Values.Numbers(numbers);
    }

    private Values texts(String name, Part part, int count) {
        Window bytes = part.bytes();
        int to = part.to();
        boolean references = REFERENCES.contains(name.substring(name.lastIndexOf('/')));
        String[] texts = new String[count];
        BacnetTag tag = new BacnetTag();
        int at = part.from();
        for (int index = 0; index < count && tag.read(bytes, at, to); index++) {
            int next = tag.opening ? past(bytes, tag.next, to) : tag.next;
            texts[index] = tag.opening
                    ? BacnetText.constructed(bytes, at, next, limits.textChars())
                    : text(bytes, tag, references);
            at = next;
        }
        return new Values.Texts(texts);
    }

    private String text(Window bytes, BacnetTag tag, boolean reference) {
        if (tag.context && reference && tag.length == IDENTIFIER) {
            return BacnetNames.object(bytes.u32(tag.content));
        }
        int most = limits.textChars();
        return tag.context ? BacnetText.hex(bytes, tag, most) : BacnetText.of(bytes, tag, tag.number, most);
    }

    /** Looks through the properties of one object for what they say of its present value. */
    Standing standing(Part part, int first) {
        Window bytes = part.bytes();
        Standing standing = new Standing();
        BacnetTag tag = new BacnetTag();
        lists.properties(bytes, part.from(), part.to(), first, entry -> {
            if (entry.error || !tag.read(bytes, entry.from, entry.to)) {
                return;
            }
            if (entry.property == STATUS_FLAGS && tag.isA(BacnetTag.BITS)) {
                standing.quality = worse(standing.quality, flags(bytes, tag));
            } else if (entry.property == RELIABILITY && tag.isA(BacnetTag.ENUMERATED)) {
                standing.quality = worse(standing.quality, tag.unsigned(bytes) == 0 ? Quality.GOOD : Quality.BAD);
            } else if (entry.property == UNITS && tag.isA(BacnetTag.ENUMERATED)) {
                standing.unit = BacnetNames.of(BacnetNames.Kind.UNIT, tag.unsigned(bytes));
            }
        });
        return standing;
    }

    /** In alarm, fault, overridden, out of service (BACnetStatusFlags): an alarm says nothing against the value. */
    private static Quality flags(Window bytes, BacnetTag tag) {
        if (BacnetText.bit(bytes, tag, FAULT)) {
            return Quality.BAD;
        }
        boolean doubtful = BacnetText.bit(bytes, tag, OVERRIDDEN) || BacnetText.bit(bytes, tag, OUT_OF_SERVICE);
        return doubtful ? Quality.UNCERTAIN : Quality.GOOD;
    }

    private static Quality worse(Quality one, Quality other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
