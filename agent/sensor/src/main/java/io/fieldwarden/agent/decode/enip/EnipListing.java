package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.decode.enip.cip.CipIdentity;
import io.fieldwarden.agent.decode.enip.cip.CipText;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.List;

/** Answers to list services and list identity (Vol 2, 2-4.2, 2-4.3). */
final class EnipListing {
    private static final int SOCKET = 18;

    private final CipFacts facts;
    private final EnipLimits limits;

    EnipListing(CipFacts facts, EnipLimits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    /** Tells identities, and returns what the items say of the device besides. */
    List<Attribute> read(Window bytes, EnipItems items, Direction device, long atNanos) {
        List<Attribute> said = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            int at = items.start(index);
            int length = items.length(index);
            switch (items.type(index)) {
                case EnipItems.IDENTITY -> identity(bytes, at, length, device, atNanos);
                case EnipItems.SERVICES -> services(said, bytes, at, length, atNanos);
                case EnipItems.SECURITY -> security(said, bytes, at, length);
                default -> {
                    // says nothing of the device
                }
            }
        }
        return said;
    }

    private void cut(String what, int length, int expected, long atNanos) {
        facts.anomaly(EnipAnomaly.MESSAGE_TOO_SHORT, what + " of " + length + " bytes, expected " + expected, atNanos);
    }

    private void identity(Window bytes, int at, int length, Direction device, long atNanos) {
        List<Attribute> found = length < SOCKET
                ? List.of()
                : CipIdentity.all(
                        bytes, at + SOCKET, length - SOCKET, limits.cip().textChars());
        if (found.isEmpty()) {
            cut("identity", length, 34, atNanos);
            return;
        }
        List<Attribute> all = new ArrayList<>(found);
        all.add(new Attribute("encapsulation_version", Integer.toString(bytes.u16le(at))));
        String socket = bytes.u8(at + 6) + "." + bytes.u8(at + 7) + "." + bytes.u8(at + 8) + "." + bytes.u8(at + 9);
        all.add(new Attribute("socket_address", socket));
        all.add(new Attribute("socket_port", Integer.toString(bytes.u16(at + 4))));
        facts.identity(device, "", all, atNanos);
    }

    private void services(List<Attribute> said, Window bytes, int at, int length, long atNanos) {
        if (length < 20) {
            cut("service", length, 20, atNanos);
            return;
        }
        said.add(new Attribute("capability_flags", String.format("0x%04x", bytes.u16le(at + 2))));
        int size = 0;
        while (size < 16 && bytes.u8(at + 4 + size) != 0) {
            size++;
        }
        said.add(new Attribute("service_name", CipText.of(bytes, at + 4, size, 16)));
    }

    /** CIP Security (Vol 8, 3-3): profiles and states. */
    private static void security(List<Attribute> said, Window bytes, int at, int length) {
        if (length >= 4) {
            said.add(new Attribute("security_profiles", String.format("0x%04x", bytes.u16le(at))));
            said.add(new Attribute("cip_security_state", Integer.toString(bytes.u8(at + 2))));
            said.add(new Attribute("eip_security_state", Integer.toString(bytes.u8(at + 3))));
        }
    }
}
