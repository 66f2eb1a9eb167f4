package io.fieldwarden.agent.decode.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadWriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalIn;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.ghgande.j2mod.modbus.util.BitVector;
import io.fieldwarden.agent.conformance.Tap;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real clients and servers over real sockets: what they did is what we tell. */
class ModbusRealStacksTest {
    private static final int OPERATIONS = 200;
    private static final int UNIT = 7;

    /** What the client did and was told, in the words of {@link #told(ValueSeen)}. */
    private final List<String> done = new ArrayList<>();

    private final Random random = new Random(502);

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ModbusConversation played(Tap tap) {
        ModbusConversation conversation = new ModbusConversation(50_000, 20_502, false);
        for (Tap.Segment segment : tap.segments()) {
            conversation.feed(segment.from(), segment.bytes());
        }
        return conversation.close();
    }

    private static String told(ValueSeen value) {
        return value.way() + " " + value.points() + " = " + ModbusConversation.texts(value);
    }

    private void same(ModbusConversation conversation, int operations) {
        assertThat(conversation.operations()).hasSize(operations);
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.values().stream().map(ModbusRealStacksTest::told))
                .containsExactlyElementsOf(done);
    }

    @Test
    void digitalpetri_client_and_server() throws Exception {
        ProcessImage image = new ProcessImage();
        int port = freePort();
        ModbusTcpServer server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(config -> {
                    config.bindAddress = "127.0.0.1";
                    config.port = port;
                }),
                new ReadWriteModbusServices() {
                    @Override
                    protected Optional<ProcessImage> getProcessImage(int unitId) {
                        return unitId == UNIT ? Optional.of(image) : Optional.empty();
                    }
                });
        server.start();
        try (Tap tap = new Tap(port)) {
            ModbusTcpClient client = ModbusTcpClient.create(NettyTcpClientTransport.create(config -> {
                config.setHostname("127.0.0.1");
                config.setPort(tap.port());
            }));
            client.connect();
            for (int operation = 0; operation < OPERATIONS; operation++) {
                digitalpetri(client);
            }
            client.disconnect();
            ModbusConversation conversation = played(tap);
            same(conversation, OPERATIONS);
            assertThat(conversation.operations())
                    .allMatch(seen -> seen.outcome().equals(Outcome.SUCCEEDED));
        } finally {
            server.stop();
        }
    }

    private void digitalpetri(ModbusTcpClient client) throws ModbusException {
        int first = random.nextInt(1000);
        int value = random.nextInt(65_536);
        int count = 1 + random.nextInt(120);
        byte[] bytes = new byte[count * 2];
        random.nextBytes(bytes);
        switch (random.nextInt(8)) {
            case 0 -> {
                byte[] read = client.readHoldingRegisters(UNIT, new ReadHoldingRegistersRequest(first, count))
                        .registers();
                done.add("READ " + registers(first, count) + " = " + words(read));
            }
            case 1 -> {
                byte[] read = client.readCoils(UNIT, new ReadCoilsRequest(first, count))
                        .coils();
                done.add("READ " + run("coil", first, count) + " = " + bits(read, count));
            }
            case 2 -> {
                client.writeSingleRegister(UNIT, new WriteSingleRegisterRequest(first, value));
                done.add("WRITTEN " + registers(first, 1) + " = " + value);
            }
            case 3 -> {
                client.writeSingleCoil(UNIT, new WriteSingleCoilRequest(first, value % 2 == 1));
                done.add("WRITTEN " + run("coil", first, 1) + " = " + value % 2);
            }
            case 4 -> {
                client.writeMultipleRegisters(UNIT, new WriteMultipleRegistersRequest(first, count, bytes));
                done.add("WRITTEN " + registers(first, count) + " = " + words(bytes));
            }
            case 5 -> {
                byte[] packed = java.util.Arrays.copyOf(bytes, (count + 7) / 8);
                client.writeMultipleCoils(UNIT, new WriteMultipleCoilsRequest(first, count, packed));
                done.add("WRITTEN " + run("coil", first, count) + " = " + bits(packed, count));
            }
            case 6 -> client.maskWriteRegister(UNIT, new MaskWriteRegisterRequest(first, 0xFF00, value));
            default -> {
                byte[] read = client.readWriteMultipleRegisters(
                                UNIT, new ReadWriteMultipleRegistersRequest(first, 3, first + 1, count, bytes))
                        .registers();
                done.add("WRITTEN " + registers(first + 1, count) + " = " + words(bytes));
                done.add("READ " + registers(first, 3) + " = " + words(read));
            }
        }
    }

    private static String registers(int first, int count) {
        return run("holding-register", first, count);
    }

    private static String run(String table, int first, int count) {
        String start = UNIT + "/" + table + "/" + first;
        return count == 1 ? start : start + ".." + (first + count - 1);
    }

    private static String words(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < bytes.length; index += 2) {
            texts.add(Integer.toString(((bytes[index] & 0xFF) << 8) | (bytes[index + 1] & 0xFF)));
        }
        return String.join(" ", texts);
    }

    private static String bits(byte[] packed, int count) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            texts.add(Integer.toString((packed[index / 8] >> (index % 8)) & 1));
        }
        return String.join(" ", texts);
    }

    @Test
    void j2mod_client_and_server() throws Exception {
        SimpleProcessImage image = new SimpleProcessImage(UNIT);
        for (int index = 0; index < 100; index++) {
            image.addDigitalOut(new SimpleDigitalOut(index % 3 == 0));
            image.addDigitalIn(new SimpleDigitalIn(index % 2 == 0));
            image.addRegister(new SimpleRegister(1000 + index));
            image.addInputRegister(new SimpleInputRegister(2000 + index));
        }
        int port = freePort();
        ModbusSlave server = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 2, false);
        server.addProcessImage(UNIT, image);
        server.open();
        try (Tap tap = new Tap(port)) {
            ModbusTCPMaster client = new ModbusTCPMaster("127.0.0.1", tap.port());
            client.connect();
            int succeeded = j2mod(client);
            boolean refused = false;
            try {
                client.readMultipleRegisters(UNIT, 5000, 2);
            } catch (com.ghgande.j2mod.modbus.ModbusException e) {
                refused = true;
            }
            client.disconnect();
            await().until(() -> !tap.segments().isEmpty());
            ModbusConversation conversation = played(tap);
            assertThat(refused).isTrue();
            same(conversation, succeeded + 1);
            assertThat(conversation.operations().getLast().outcome().kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(conversation.operations().getLast().outcome().name()).isEqualTo("illegal_data_address");
        } finally {
            ModbusSlaveFactory.close(server);
        }
    }

    /** Everything the facade offers; returns how many operations that were. */
    private int j2mod(ModbusTCPMaster client) throws com.ghgande.j2mod.modbus.ModbusException {
        for (int first = 0; first < 20; first++) {
            BitVector coils = client.readCoils(UNIT, first, 9);
            done.add("READ " + run("coil", first, 9) + " = " + bits(coils));
            BitVector inputs = client.readInputDiscretes(UNIT, first, 9);
            done.add("READ " + run("discrete-input", first, 9) + " = " + bits(inputs));
            int input = client.readInputRegisters(UNIT, first, 1)[0].getValue();
            done.add("READ " + run("input-register", first, 1) + " = " + input);
            client.writeCoil(UNIT, first, true);
            done.add("WRITTEN " + run("coil", first, 1) + " = 1");
            client.writeSingleRegister(UNIT, first, new SimpleRegister(60_000 + first));
            done.add("WRITTEN " + registers(first, 1) + " = " + (60_000 + first));
            client.writeMultipleRegisters(
                    UNIT, first, new SimpleRegister[] {new SimpleRegister(first), new SimpleRegister(first + 1)});
            done.add("WRITTEN " + registers(first, 2) + " = " + first + " " + (first + 1));
            int read = client.readMultipleRegisters(UNIT, first, 1)[0].getValue();
            done.add("READ " + registers(first, 1) + " = " + read);
            client.maskWriteRegister(UNIT, first, 0, first);
            done.add("WRITTEN " + registers(first, 1) + " = " + first);
        }
        return 8 * 20;
    }

    private static String bits(BitVector vector) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < 9; index++) {
            texts.add(vector.getBit(index) ? "1" : "0");
        }
        return String.join(" ", texts);
    }
}
