package io.fieldwarden.agent.decode.bacnet;

import java.util.ArrayList;
import java.util.List;

/**
 * One parameter of a service.
 *
 * @param tag its context tag, or -1 for application tagged parameters, which stand in order
 * @param kind what it is
 * @param name of the attribute it becomes
 */
record BacnetField(int tag, Kind kind, String name) {

    /** What a parameter is; the letter stands for it in {@link BacnetService}. */
    enum Kind {
        UNSIGNED('u', BacnetTag.UNSIGNED),
        SIGNED('i', BacnetTag.SIGNED),
        BOOLEAN('b', BacnetTag.BOOLEAN),
        REAL('r', BacnetTag.REAL),
        TEXT('s', BacnetTag.TEXT),
        OCTETS('x', BacnetTag.OCTETS),
        BITS('B', BacnetTag.BITS),
        DATE('d', BacnetTag.DATE),
        TIME('t', BacnetTag.TIME),
        /** An object beside the one the service is about. */
        OTHER_OBJECT('o', BacnetTag.OBJECT),
        /** The object the service is about. */
        OBJECT('O', BacnetTag.OBJECT),
        PROPERTY('P', BacnetTag.ENUMERATED),
        INDEX('I', BacnetTag.UNSIGNED),
        /** Only that there was one is told. */
        PASSWORD('*', BacnetTag.TEXT),
        EVENT_STATE('v', BacnetTag.ENUMERATED),
        EVENT_TYPE('e', BacnetTag.ENUMERATED),
        NOTIFY_TYPE('n', BacnetTag.ENUMERATED),
        LIFE_SAFETY_OPERATION('l', BacnetTag.ENUMERATED),
        REINITIALIZED_STATE('z', BacnetTag.ENUMERATED),
        ENABLE_DISABLE('a', BacnetTag.ENUMERATED),
        SEGMENTATION('g', BacnetTag.ENUMERATED),
        VENDOR('V', BacnetTag.UNSIGNED),
        /** Constructed: its fields are in an array of their own, read apart. */
        CONSTRUCTED('c', BacnetTag.NULL),
        /** Constructed, not told. */
        SKIPPED('-', BacnetTag.NULL);

        final char letter;
        final int type;

        Kind(char letter, int type) {
            this.letter = letter;
            this.type = type;
        }
    }

    /** Fields from text: parted by blanks, each tag (none for application tags), letter, colon and name. */
    static List<BacnetField> parse(String fields) {
        List<BacnetField> parsed = new ArrayList<>();
        for (String field : fields.isEmpty() ? new String[0] : fields.split(" ")) {
            int colon = field.indexOf(':');
            String tag = field.substring(0, colon - 1);
            Kind kind = kind(field.charAt(colon - 1));
            parsed.add(new BacnetField(tag.isEmpty() ? -1 : Integer.parseInt(tag), kind, field.substring(colon + 1)));
        }
        return List.copyOf(parsed);
    }

    private static Kind kind(char letter) {
        for (Kind kind : Kind.values()) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of field '" + letter + "'");
    }
}
