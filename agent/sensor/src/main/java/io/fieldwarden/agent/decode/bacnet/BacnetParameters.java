package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.List;

/** Reads the parameters of a service into attributes; reused. */
final class BacnetParameters {
    private final BacnetLimits limits;
    private final BacnetTag tag = new BacnetTag();

    /** The object the service is about, -1 if it names none. */
    long object;
    /** Property, -1 if it names none. */
    long property;
    /** Array index, -1 if it names none. */
    long index;
    /** Number of the constructed parameter that is read apart, -1 if there is none. */
    int constructed;
    /** Where its content begins and ends. */
    int from;

    int to;

    BacnetParameters(BacnetLimits limits) {
        this.limits = limits;
    }

    /** Reads all parameters that are known; an empty text, or what is wrong. */
    String read(List<BacnetField> fields, Window bytes, int at, int end, List<Attribute> attributes) {
        object = -1;
        property = -1;
        index = -1;
        constructed = -1;
        int ordered = 0;
        while (at < end) {
            if (!tag.read(bytes, at, end)) {
                return "tag at " + at + " of " + end + " leads out of the message";
            }
            int next = tag.next;
            int content = tag.next;
            int close = tag.next;
            if (tag.opening) {
                close = BacnetTag.closing(bytes, tag.next, end, limits.depthMax());
                if (close < 0) {
                    return close == -1 ? "opening tag at " + at + " is never closed" : BacnetRequests.TOO_DEEP;
                }
                next = BacnetLists.after(bytes, close, end);
            } else if (tag.closing) {
                return "closing tag at " + at + " was never opened";
            }
            int field = find(fields, ordered);
            if (field >= 0) {
                ordered = tag.context ? ordered : field + 1;
                take(fields.get(field), bytes, content, close, attributes);
            }
            at = next;
        }
        return "";
    }

    private int find(List<BacnetField> fields, int ordered) {
        for (int at = tag.context ? 0 : ordered; at < fields.size(); at++) {
            BacnetField field = fields.get(at);
            boolean apart = field.kind() == BacnetField.Kind.CONSTRUCTED || field.kind() == BacnetField.Kind.SKIPPED;
            boolean fits = tag.context
                    ? field.tag() == tag.number && apart == tag.opening
                    : field.tag() < 0 && field.kind().type == tag.number;
            if (fits) {
                return at;
            }
        }
        return -1;
    }

    private void take(BacnetField field, Window bytes, int content, int close, List<Attribute> attributes) {
        String text = switch (field.kind()) {
            case SKIPPED -> {
                constructed = field.tag();
                from = content;
                to = close;
                yield "";
            }
            case CONSTRUCTED -> BacnetText.constructed(bytes, content, close, limits.textChars());
            case OBJECT -> {
                object = tag.length == 4 ? bytes.u32(tag.content) : -1;
                yield BacnetText.of(bytes, tag, BacnetTag.OBJECT, limits.textChars());
            }
            case PROPERTY -> {
                property = tag.unsigned(bytes) & 0xFFFF_FFFFL;
                yield BacnetNames.of(BacnetNames.Kind.PROPERTY, property);
            }
            case INDEX -> {
                index = tag.unsigned(bytes) & 0xFFFF_FFFFL;
                yield Long.toString(index);
            }
            case PASSWORD -> "present";
            default -> plain(field, bytes);
        };
        if (!text.isEmpty()) {
            attributes.add(new Attribute(field.name(), text));
        }
    }

    private String plain(BacnetField field, Window bytes) {
        return switch (field.kind()) {
            case EVENT_STATE -> named(BacnetNames.Kind.EVENT_STATE, bytes);
            case EVENT_TYPE -> named(BacnetNames.Kind.EVENT_TYPE, bytes);
            case NOTIFY_TYPE -> named(BacnetNames.Kind.NOTIFY_TYPE, bytes);
            case LIFE_SAFETY_OPERATION -> named(BacnetNames.Kind.LIFE_SAFETY_OPERATION, bytes);
            case REINITIALIZED_STATE -> named(BacnetNames.Kind.REINITIALIZED_STATE, bytes);
            case ENABLE_DISABLE -> named(BacnetNames.Kind.ENABLE_DISABLE, bytes);
            case SEGMENTATION -> named(BacnetNames.Kind.SEGMENTATION, bytes);
            case VENDOR -> Long.toString(tag.unsigned(bytes));
            default -> BacnetText.of(bytes, tag, field.kind().type, limits.textChars());
        };
    }

    private String named(BacnetNames.Kind kind, Window bytes) {
        return BacnetNames.of(kind, tag.unsigned(bytes));
    }
}
