package io.fieldwarden.agent.detect.mqtt;

/**
 * Tells ids from names: a part of a topic that is all digits, a UUID or a long hexadecimal number is an id and may differ
 * each time; everything else is a name. {@code line1/device/4711/temp} has the shape {@code line1/device/+/temp}.
 */
final class Shapes {
    /** So many different ids must have been seen in a place before any id is taken for normal there. */
    static final int SEVERAL = 3;

    private static final int HEX_DIGITS_MIN = 8;
    private static final int UUID_LENGTH = 36;

    private Shapes() {}

    /** The shape of a topic; the very same text if there is no id in it. */
    static String ofTopic(String topic) {
        StringBuilder shape = null;
        int start = 0;
        while (start <= topic.length()) {
            int end = topic.indexOf('/', start);
            end = end < 0 ? topic.length() : end;
            boolean id = isId(topic, start, end);
            if (id && shape == null) {
                shape = new StringBuilder(topic.length()).append(topic, 0, start);
            }
            if (shape != null) {
                shape.append(id ? "+" : topic.substring(start, end)).append(end < topic.length() ? "/" : "");
            }
            start = end + 1;
        }
        return shape == null ? topic : shape.toString();
    }

    /** The shape of a client id, whose parts stand between punctuation; the same text if there is no long id in it. */
    static String ofClient(String clientId) {
        if (isUuid(clientId, 0, clientId.length())) {
            return "+";
        }
        StringBuilder shape = new StringBuilder(clientId.length());
        boolean changed = false;
        int start = 0;
        for (int index = 0; index <= clientId.length(); index++) {
            if (index < clientId.length() && Character.isLetterOrDigit(clientId.charAt(index))) {
                continue;
            }
            boolean id = index - start >= HEX_DIGITS_MIN && isId(clientId, start, index);
            shape.append(id ? "+" : clientId.substring(start, index));
            changed |= id;
            if (index < clientId.length()) {
                shape.append(clientId.charAt(index));
            }
            start = index + 1;
        }
        return changed ? shape.toString() : clientId;
    }

    private static boolean isId(String text, int start, int end) {
        if (end == start) {
            return false;
        }
        boolean digits = true;
        boolean hex = true;
        boolean anyDigit = false;
        for (int index = start; index < end; index++) {
            char letter = text.charAt(index);
            boolean digit = letter >= '0' && letter <= '9';
            anyDigit |= digit;
            digits &= digit;
            hex &= digit || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
        }
        return digits || (hex && anyDigit && end - start >= HEX_DIGITS_MIN) || isUuid(text, start, end);
    }

    /** RFC 9562: 8-4-4-4-12 hexadecimal digits. */
    private static boolean isUuid(String text, int start, int end) {
        if (end - start != UUID_LENGTH) {
            return false;
        }
        for (int index = 0; index < UUID_LENGTH; index++) {
            boolean dash = index == 8 || index == 13 || index == 18 || index == 23;
            char letter = text.charAt(start + index);
            if (dash ? letter != '-' : Character.digit(letter, 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
