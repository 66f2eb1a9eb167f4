package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One connection as a test plays it: keeps the unconsumed bytes of both directions as reassembly would. */
final class ModbusConversation {
    final Connection connection;
    final List<Observation> observations = new ArrayList<>();
    final ModbusSession session;
    private final byte[][] pending = {new byte[0], new byte[0]};
    private long nowNanos = 1_000_000_000L;
    private boolean malformed;

    ModbusConversation() {
        this(50_000, 502, false);
    }

    ModbusConversation(int originatorPort, int responderPort, boolean midstream) {
        connection = connection(originatorPort, responderPort, midstream);
        session = new ModbusSession(connection, observations::add, new ModbusRepeats(64), ModbusLimits.standard());
    }

    static Connection connection(int originatorPort, int responderPort, boolean midstream) {
        Endpoint originator = new Endpoint(Address.ipv4(0x0A000001), originatorPort, Endpoint.NO_MAC);
        Endpoint responder = new Endpoint(Address.ipv4(0x0A000002), responderPort, Endpoint.NO_MAC);
        return new Connection(
                1, Transport.TCP, new Connection.Ends(originator, responder), 0, new Connection.Opening(0, midstream));
    }

    /** Bytes from hexadecimal digits; blanks and {@code |} part the fields. */
    static byte[] hex(String fields) {
        return HexFormat.of().parseHex(fields.replaceAll("[ |\n]", ""));
    }

    /** A message with a right header. */
    static byte[] adu(int transaction, int unit, String pduFields) {
        return adu(transaction, unit, hex(pduFields));
    }

    static byte[] adu(int transaction, int unit, byte[] pdu) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        u16(bytes, transaction);
        u16(bytes, 0); // protocol id
        u16(bytes, pdu.length + 1);
        bytes.write(unit);
        bytes.writeBytes(pdu);
        return bytes.toByteArray();
    }

    static void u16(ByteArrayOutputStream bytes, int value) {
        bytes.write(value >> 8);
        bytes.write(value);
    }

    static byte[] glue(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    ModbusConversation ask(byte[] bytes) {
        return feed(Direction.FROM_ORIGINATOR, bytes);
    }

    ModbusConversation answer(byte[] bytes) {
        return feed(Direction.FROM_RESPONDER, bytes);
    }

    /** A request and its answer of transaction 1 and unit 1. */
    ModbusConversation exchange(String requestPdu, String responsePdu) {
        return ask(adu(1, 1, requestPdu)).answer(adu(1, 1, responsePdu));
    }

    /** Feeds one segment; every segment comes a millisecond after the one before. */
    ModbusConversation feed(Direction from, byte[] segment) {
        nowNanos += 1_000_000;
        byte[] bytes = glue(pending[from.ordinal()], segment);
        int at = 0;
        while (at < bytes.length && !malformed) {
            int verdict = session.decode(from, new Window().over(bytes, at, bytes.length - at), nowNanos);
            if (verdict == Verdict.MALFORMED) {
                malformed = true;
            } else if (verdict <= 0) {
                if (verdict == 0) {
                    throw new AssertionError("neither consumed nor needed");
                }
                break;
            } else {
                at += verdict;
            }
        }
        pending[from.ordinal()] = java.util.Arrays.copyOfRange(bytes, at, bytes.length);
        return this;
    }

    ModbusConversation secondsLater(int seconds) {
        nowNanos += seconds * 1_000_000_000L;
        session.timePassed(nowNanos);
        return this;
    }

    ModbusConversation gap(Direction from) {
        pending[from.ordinal()] = new byte[0];
        session.gap(from, 100, nowNanos);
        return this;
    }

    ModbusConversation close() {
        session.close(nowNanos);
        return this;
    }

    boolean malformed() {
        return malformed;
    }

    long nowNanos() {
        return nowNanos;
    }

    List<OperationSeen> operations() {
        return only(OperationSeen.class);
    }

    List<ValueSeen> values() {
        return only(ValueSeen.class);
    }

    List<IdentitySeen> identities() {
        return only(IdentitySeen.class);
    }

    List<ModbusAnomaly> anomalies() {
        return only(AnomalySeen.class).stream()
                .map(seen -> (ModbusAnomaly) seen.anomaly())
                .toList();
    }

    List<String> details() {
        return only(AnomalySeen.class).stream().map(AnomalySeen::detail).toList();
    }

    private <T> List<T> only(Class<T> kind) {
        return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Everything that was told, as text that compares. */
    List<String> told() {
        return observations.stream().map(ModbusConversation::told).toList();
    }

    private static String told(Observation observation) {
        if (observation instanceof ValueSeen value) {
            return value.way() + " " + value.points() + " = " + texts(value);
        }
        if (observation instanceof OperationSeen seen) {
            return seen.from() + " " + seen.operation() + " " + seen.outcome();
        }
        if (observation instanceof IdentitySeen identity) {
            return identity.facts().toString();
        }
        return observation instanceof AnomalySeen seen ? seen.anomaly() + ": " + seen.detail() : observation.toString();
    }

    /** The values as text, parted by blanks. */
    static String texts(ValueSeen value) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < value.values().size(); index++) {
            text.append(index == 0 ? "" : " ").append(value.values().text(index));
        }
        return text.toString();
    }
}
