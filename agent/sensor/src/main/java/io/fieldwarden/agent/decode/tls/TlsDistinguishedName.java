package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;

/** Writes an X.501 name as RFC 4514 does: the last part first, special letters after a backslash. */
final class TlsDistinguishedName {
    private static final int PARTS_MAX = 32;
    private static final int BMP_STRING = 0x1E;
    private static final int TELETEX_STRING = 0x14;

    private final int charsMax;
    private String commonName = "";

    TlsDistinguishedName(int charsMax) {
        this.charsMax = charsMax;
    }

    /** The common name of the name read last, empty if it had none. */
    String commonName() {
        return commonName;
    }

    String read(Window bytes, Ber name) {
        commonName = "";
        StringBuilder text = new StringBuilder();
        Ber set = new Ber().into(name);
        int parts = 0;
        while (set.next() && parts++ < PARTS_MAX) {
            Ber pair = new Ber().into(set);
            StringBuilder part = new StringBuilder();
            while (pair.next() && part.length() < charsMax) {
                part.append(part.isEmpty() ? "" : "+");
                pair(bytes, new Ber().into(pair), part);
            }
            text.insert(0, text.isEmpty() ? part : part.append(','));
            if (text.length() > 4 * charsMax) {
                break;
            }
        }
        return text.toString();
    }

    private void pair(Window bytes, Ber field, StringBuilder part) {
        if (!field.next()) {
            return;
        }
        String type = TlsOids.name(bytes, field.start(), field.length());
        if (!field.next()) {
            return;
        }
        String value = value(bytes, field);
        if (type.equals("CN")) {
            commonName = value;
        }
        part.append(type).append('=');
        for (int at = 0; at < value.length(); at++) {
            char letter = value.charAt(at);
            if (",+\"\\<>;".indexOf(letter) >= 0 || (at == 0 && (letter == '#' || letter == ' '))) {
                part.append('\\');
            }
            part.append(letter);
        }
    }

    private String value(Window bytes, Ber field) {
        int size = Math.min(field.length(), charsMax);
        return switch (field.tag()) {
            case BMP_STRING ->
                new String(bytes.array(), bytes.start() + field.start(), size & ~1, StandardCharsets.UTF_16BE);
            case TELETEX_STRING -> bytes.latin1(field.start(), size);
            default -> bytes.utf8(field.start(), size);
        };
    }
}
