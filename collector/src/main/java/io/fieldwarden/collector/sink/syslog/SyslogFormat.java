package io.fieldwarden.collector.sink.syslog;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.sink.Utf8;
import io.fieldwarden.collector.store.AlertStore.Change;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A syslog message (RFC 5424) around a change in another format. */
final class SyslogFormat {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String BOM = "\uFEFF";
    private static final String NIL = "-";
    /** Longest header fields (RFC 5424 section 6). */
    private static final int HOSTNAME_MAX = 255;

    private static final int PROCID_MAX = 128;
    private static final int MSGID_MAX = 32;

    private final Format content;
    private final Envelope envelope;

    SyslogFormat(Format content, Envelope envelope) {
        this.content = content;
        this.envelope = envelope;
    }

    /**
     * What is the same in every message.
     *
     * @param facility 0 to 23 (RFC 5424 table 1)
     * @param host HOSTNAME of the collector
     * @param process PROCID
     * @param structuredDataId SD-ID of our structured data, {@code name@number}; empty for none
     * @param bom whether a message that is not plain ASCII begins with a byte order mark, as RFC 5424 section 6.4 has it;
     *     many receivers of CEF do not expect one
     * @param bytesMax longest message
     */
    record Envelope(int facility, String host, String process, String structuredDataId, boolean bom, int bytesMax) {}

    /** The message in bytes, at most as long as the envelope allows, without framing. */
    byte[] message(Change change) {
        String head = head(change);
        int left = envelope.bytesMax() - Utf8.length(head) - BOM.length() * 3;
        String text = content.text(change, left);
        String mark = envelope.bom() && !Utf8.isAscii(text) ? BOM : "";
        return (head + mark + text).getBytes(StandardCharsets.UTF_8);
    }

    private String head(Change change) {
        int priority = envelope.facility() * 8 + severity(change);
        return "<" + priority + ">1 " + TIMESTAMP.format(change.at()) + " "
                + word(envelope.host(), HOSTNAME_MAX) + " fieldwarden "
                + word(envelope.process(), PROCID_MAX) + " "
                + word(change.alert().type(), MSGID_MAX) + " " + structuredData(change) + " ";
    }

    /** SD-ELEMENT (RFC 5424 section 6.3): what a receiver needs to know a duplicate and to route, without parsing the text. */
    private String structuredData(Change change) {
        if (envelope.structuredDataId().isEmpty()) {
            return NIL;
        }
        Alert alert = change.alert();
        return "[" + envelope.structuredDataId()
                + parameter("id", alert.id())
                + parameter("revision", String.valueOf(alert.revision()))
                + parameter("sequence", String.valueOf(change.sequence()))
                + parameter("change", change.kind().name().toLowerCase(Locale.ROOT))
                + parameter("agent", alert.agent())
                + parameter("site", alert.site())
                + "]";
    }

    /** In a PARAM-VALUE, the double quote, the backslash and the closing bracket are escaped (RFC 5424 section 6.3.3). */
    private static String parameter(String name, String value) {
        String escaped = Utf8.clean(value)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("]", "\\]")
                .replace('\n', ' ')
                .replace('\r', ' ');
        return " " + name + "=\"" + escaped + "\"";
    }

    /** RFC 5424 table 2; what a person decided is a notice. */
    private static int severity(Change change) {
        return change.kind() == Change.Kind.STATE ? 5 : severity(change.alert().severity());
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 2;
            case HIGH -> 3;
            case MEDIUM -> 4;
            case LOW -> 5;
            case INFO -> 6;
        };
    }

    /** PRINTUSASCII (RFC 5424 section 6): anything else becomes a hyphen, nothing becomes NILVALUE. */
    private static String word(String text, int charsMax) {
        String printable = text.replaceAll("[^\\x21-\\x7e]", "-");
        String cut = printable.substring(0, Math.min(printable.length(), charsMax));
        return cut.isEmpty() ? NIL : cut;
    }
}
