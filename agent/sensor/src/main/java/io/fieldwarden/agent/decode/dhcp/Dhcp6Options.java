package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What the options of one message say of the client (RFC 8415 clause 21); inner options are not opened. Reused. */
final class Dhcp6Options {
    static final int HEADER = 4;

    private static final int CLIENT_ID = 1;
    private static final int OPTION_REQUEST = 6;
    private static final int VENDOR_CLASS = 16;
    private static final int CLIENT_NAME = 39; // RFC 4704
    private static final int DUID_MAX = 130; // RFC 8415 11.1
    private static final int ENTERPRISE = 4;

    private final DhcpLimits limits;
    private String duid = "";
    private String name = "";
    private String vendorClass = "";
    private String fingerprint = "";

    Dhcp6Options(DhcpLimits limits) {
        this.limits = limits;
    }

    /** Reads the options from {@code from} on, as many as the limit allows: the index after the last, which may lie past the end. */
    int read(Window bytes, int from) {
        duid = "";
        name = "";
        vendorClass = "";
        fingerprint = "";
        int at = from;
        for (int count = 0; at + HEADER <= bytes.length(); count++) {
            int size = bytes.u16(at + 2);
            if (count < limits.optionsMax() && at + HEADER + size <= bytes.length()) {
                option(bytes, bytes.u16(at), at + HEADER, size);
            }
            at += HEADER + size;
        }
        return at;
    }

    private void option(Window bytes, int code, int at, int size) {
        switch (code) {
            case CLIENT_ID -> client(bytes, at, size);
            case OPTION_REQUEST -> fingerprint = list(bytes, at, size / 2);
            case VENDOR_CLASS -> vendorClass = vendorClass(bytes, at, size);
            case CLIENT_NAME -> name = name(bytes, at + 1, at + size);
            default -> {
                // says nothing of the client
            }
        }
    }

    private void client(Window bytes, int at, int size) {
        byte[] copy = new byte[Math.min(size, DUID_MAX)];
        bytes.copy(at, copy, 0, copy.length);
        duid = HexFormat.of().formatHex(copy);
    }

    private String list(Window bytes, int at, int count) {
        StringBuilder list = new StringBuilder();
        for (int index = 0; index < Math.min(count, limits.fingerprintMax()); index++) {
            list.append(list.isEmpty() ? "" : ",").append(bytes.u16(at + 2 * index));
        }
        return list.toString();
    }

    /** The first of the texts after an enterprise number (RFC 8415 21.16). */
    private String vendorClass(Window bytes, int at, int size) {
        int length = size >= 6 ? bytes.u16(at + ENTERPRISE) : 0;
        return length > size - 6 ? "" : bytes.utf8(at + 6, Math.min(length, limits.textChars()));
    }

    /** Labels with their lengths; a name in part has no root at its end (RFC 4704 4.2). */
    private String name(Window bytes, int from, int end) {
        StringBuilder labels = new StringBuilder();
        int at = from;
        while (at < end && bytes.u8(at) != 0 && at + 1 + bytes.u8(at) <= end) {
            labels.append(labels.isEmpty() ? "" : ".").append(bytes.utf8(at + 1, bytes.u8(at)));
            at += 1 + bytes.u8(at);
        }
        return labels.length() <= limits.textChars() ? labels.toString() : labels.substring(0, limits.textChars());
    }

    /** All of it, for the operation. */
    void attributes(List<Attribute> attributes) {
        add(attributes, "client_duid", duid);
        add(attributes, "client_fqdn", name);
        add(attributes, "vendor_class", vendorClass);
        add(attributes, "parameter_list", fingerprint);
    }

    /** What the client says of itself. */
    List<Attribute> statements() {
        List<Attribute> said = new ArrayList<>(3);
        add(said, "name", name);
        add(said, "vendor_class", vendorClass);
        add(said, "dhcpv6_fingerprint", fingerprint);
        return said;
    }

    private static void add(List<Attribute> attributes, String what, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(what, value));
        }
    }
}
