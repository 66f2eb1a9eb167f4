package io.fieldwarden.agent.decode.ntp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** The system variables of a control answer that say what answers (RFC 9327 2.4). */
final class NtpVariables {
    private static final int READ_MAX = 1_024;

    private NtpVariables() {}

    /** Facts in {@code size} bytes of {@code name=value} lists after the header. */
    static List<Attribute> identity(Window bytes, int size, int textChars) {
        String text = bytes.utf8(NtpLimits.CONTROL_HEADER, Math.clamp(size, 0, READ_MAX));
        List<Attribute> facts = new ArrayList<>();
        add(facts, "firmware", value(text, "version=", textChars));
        add(facts, "hardware", value(text, "processor=", textChars));
        add(facts, "os", value(text, "system=", textChars));
        return facts;
    }

    private static void add(List<Attribute> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Attribute(name, value));
        }
    }

    private static String value(String text, String key, int textChars) {
        int at = text.indexOf(key);
        if (at < 0) {
            return "";
        }
        int start = at + key.length();
        boolean quoted = start < text.length() && text.charAt(start) == '"';
        start = quoted ? start + 1 : start;
        int end = text.indexOf(quoted ? '"' : ',', start);
        end = end < 0 ? text.length() : end;
        return text.substring(start, Math.min(end, start + textChars)).strip();
    }
}
