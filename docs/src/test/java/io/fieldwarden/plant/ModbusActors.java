package io.fieldwarden.plant;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/** Controllers and their clients, on the digitalpetri stack. */
final class ModbusActors {
    private static final int SETPOINT = 100;

    private ModbusActors() {}

    /** A controller whose tank level rises and falls around its set-point. */
    static void plc(String address) throws Exception {
        ProcessImage image = new ProcessImage();
        set(image, SETPOINT, 1200);
        ModbusTcpServer server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(config -> {
                    config.bindAddress = address;
                    config.port = 502;
                }),
                new ReadWriteModbusServices() {
                    @Override
                    protected Optional<ProcessImage> getProcessImage(int unitId) {
                        return unitId == 1 ? Optional.of(image) : Optional.empty();
                    }
                });
        server.start();
        for (int step = 0; ; step++) {
            int level = (int) (1200 + 80 * Math.sin(step / 20.0));
            image.with(transaction -> transaction.writeInputRegisters(registers -> {
                registers.put(0, word(level));
                registers.put(1, word(650 + level % 7));
            }));
            set(image, 0, level);
            Thread.sleep(250);
        }
    }

    /** The operator station: polls each controller twice a second and moves the set-point a little now and then. */
    static void hmi(String[] controllers) throws Exception {
        ModbusTcpClient[] clients = new ModbusTcpClient[controllers.length];
        for (int index = 0; index < controllers.length; index++) {
            clients[index] = connect(controllers[index]);
        }
        Random random = new Random(7);
        for (int step = 1; ; step++) {
            for (ModbusTcpClient client : clients) {
                tolerant(() -> client.readHoldingRegisters(1, new ReadHoldingRegistersRequest(0, 10)));
                tolerant(() -> client.readHoldingRegisters(1, new ReadHoldingRegistersRequest(SETPOINT, 4)));
                tolerant(() -> client.readCoils(1, new ReadCoilsRequest(0, 8)));
            }
            if (step % 12 == 0) {
                int setpoint = 1190 + random.nextInt(21);
                tolerant(() -> clients[0].writeSingleRegister(1, new WriteSingleRegisterRequest(SETPOINT, setpoint)));
            }
            Thread.sleep(500);
        }
    }

    /** Reads process values once a second, and never writes. */
    static void historian(String controller) throws Exception {
        ModbusTcpClient client = connect(controller);
        while (true) {
            tolerant(() -> client.readInputRegisters(1, new ReadInputRegistersRequest(0, 2)));
            Thread.sleep(1000);
        }
    }

    /** One visit: connects, does the named thing, leaves. */
    static void act(String controller, String action, String[] arguments) throws Exception {
        ModbusTcpClient client = connect(controller);
        switch (action) {
            case "read" ->
                client.readHoldingRegisters(
                        1, new ReadHoldingRegistersRequest(number(arguments[0]), number(arguments[1])));
            case "write" ->
                client.writeMultipleRegisters(
                        1, new WriteMultipleRegistersRequest(number(arguments[0]), 1, word(number(arguments[1]))));
            case "write-single" ->
                client.writeSingleRegister(
                        1, new WriteSingleRegisterRequest(number(arguments[0]), number(arguments[1])));
            case "read-again" -> {
                for (int round = 0; round < number(arguments[2]); round++) {
                    tolerant(() -> client.readHoldingRegisters(
                            1, new ReadHoldingRegistersRequest(number(arguments[0]), number(arguments[1]))));
                    Thread.sleep(100);
                }
            }
            case "raw" -> {
                for (String pdu : arguments) {
                    tolerant(() -> client.sendRaw(1, HexFormat.of().parseHex(pdu)));
                    Thread.sleep(60);
                }
            }
            default -> throw new IllegalArgumentException("unknown action " + action);
        }
        client.disconnect();
    }

    private interface Request {
        void send() throws ModbusException;
    }

    private static void tolerant(Request request) {
        try {
            request.send();
        } catch (ModbusException refused) {
            System.out.println("answered: " + refused.getMessage());
        }
    }

    private static ModbusTcpClient connect(String controller) throws Exception {
        ModbusTcpClient client = ModbusTcpClient.create(
                NettyTcpClientTransport.create(config -> {
                    config.hostname = controller;
                    config.port = 502;
                }),
                config -> config.requestTimeout = java.time.Duration.ofSeconds(1));
        for (int attempt = 0; ; attempt++) {
            try {
                client.connect();
                return client;
            } catch (ModbusException notYet) {
                if (attempt == 20) {
                    throw notYet;
                }
                Thread.sleep(500);
            }
        }
    }

    private static void set(ProcessImage image, int register, int value) {
        image.with(transaction -> transaction.writeHoldingRegisters(registers -> registers.put(register, word(value))));
    }

    private static byte[] word(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
