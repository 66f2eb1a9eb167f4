package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Operation;
import java.util.Set;

/** Tells commands on controllers from everything else, without knowing the protocol. */
final class Commands {
    /** Protocols of offices and networks: who speaks them with whom is told as conversations, not as control. */
    private static final Set<String> OFFICE = Set.of(
            "arp", "dns", "mdns", "dhcp", "dhcpv6", "ntp", "syslog", "tls", "ssh", "telnet", "ftp", "tftp", "http",
            "smb", "rdp", "vnc", "lldp");

    /** What clients begin a connection with: DNP3 reporting (IEEE 1815, 5.1.1), interrogation and clock (IEC 60870-5-101, 7.4). */
    private static final Set<String> START_UP = Set.of("enable_unsolicited", "c_ic_na_1", "c_ci_na_1", "c_cs_na_1");

    private Commands() {}

    /** Whether a station that speaks this protocol with a device controls it, or asks it about the physical process. */
    static boolean isControl(Operation operation) {
        return !OFFICE.contains(operation.protocol());
    }

    /** Whether an operation is a client's command on a device, as opposed to messages through a broker. */
    static boolean isCommand(Operation operation) {
        return switch (operation.access()) {
            case READ, WRITE, EXECUTE, CONFIGURE, IDENTIFY -> true;
            case PUBLISH, SUBSCRIBE, SESSION -> false;
        };
    }

    /** Whether a command can change the device. */
    static boolean changes(Operation operation) {
        return switch (operation.access()) {
            case WRITE, EXECUTE, CONFIGURE -> true;
            case READ, IDENTIFY, PUBLISH, SUBSCRIBE, SESSION -> false;
        };
    }

    /** Whether a command makes a device stop answering or reporting. */
    static boolean blocksReporting(Operation operation) {
        String name = operation.name();
        return operation.access() != Access.READ
                && (name.contains("listen_only")
                        || mayStart(operation)
                        || (name.equals("device_communication_control") && isOff(operation.attribute("device_state"))));
    }

    /** Whether a client that starts may ask it, as long as it takes it back. */
    static boolean mayStart(Operation operation) {
        return operation.name().equals("disable_unsolicited");
    }

    /** Whether a command takes {@link #mayStart} back. */
    static boolean restoresReporting(Operation operation) {
        return operation.name().equals("enable_unsolicited");
    }

    /** Whether a command is part of every start of a client: it asks for all values, or lets the device report again. */
    static boolean startsUp(Operation operation) {
        return START_UP.contains(operation.name());
    }

    /** {@code disable} and {@code disable-initiation} (ASHRAE 135 clause 16.1.1.1.2). */
    private static boolean isOff(String state) {
        return state.startsWith("disable");
    }
}
