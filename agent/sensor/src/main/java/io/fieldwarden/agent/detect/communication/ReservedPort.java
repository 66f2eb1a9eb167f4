package io.fieldwarden.agent.detect.communication;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A port that belongs to an industrial protocol (IANA service names and port numbers), and what is spoken there.
 *
 * @param owner the protocol's name for people
 * @param protocols all that may be spoken there, as decoders call them
 */
record ReservedPort(String owner, Set<String> protocols) {
    private static final ReservedPort MODBUS = new ReservedPort("Modbus", Set.of("modbus"));
    private static final ReservedPort ISO =
            new ReservedPort("ISO transport: S7 or MMS", Set.of("s7comm", "s7comm-plus", "mms"));
    private static final ReservedPort MQTT = new ReservedPort("MQTT", Set.of("mqtt"));
    private static final ReservedPort IEC104 = new ReservedPort("IEC 60870-5-104", Set.of("iec104"));
    private static final ReservedPort DNP3 = new ReservedPort("DNP3", Set.of("dnp3"));
    private static final ReservedPort ENIP = new ReservedPort("EtherNet/IP", Set.of("enip", "cip"));
    private static final ReservedPort OPCUA = new ReservedPort("OPC UA", Set.of("opcua"));
    private static final int EPHEMERAL = 32_768;

    /** Whose port it is, null if nobody's. */
    static @Nullable ReservedPort of(int port) {
        return switch (port) {
            case 102 -> ISO;
            case 502 -> MODBUS;
            case 1883 -> MQTT;
            case 2404 -> IEC104;
            case 4840 -> OPCUA;
            case 20_000 -> DNP3;
            case 44_818 -> ENIP;
            default -> null;
        };
    }

    /** Whether operating systems hand it out to clients too, so that it names a service only if the handshake was seen. */
    static boolean isEphemeral(int port) {
        return port >= EPHEMERAL;
    }
}
