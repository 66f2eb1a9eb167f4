package io.fieldwarden.plant;

import java.util.Arrays;

/**
 * One participant of the recorded plant; {@code docs/developing/record-scenarios.sh} starts each in a network namespace of
 * its own and records what they say to one another.
 */
public final class PlantActor {
    private PlantActor() {}

    /** Plays the role named first with the arguments that follow it until killed, or to its end for an intruder. */
    public static void main(String[] arguments) throws Exception {
        String role = arguments[0];
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (role) {
            case "plc" -> ModbusActors.plc(rest[0]);
            case "hmi" -> ModbusActors.hmi(rest);
            case "historian" -> ModbusActors.historian(rest[0]);
            case "modbus" -> ModbusActors.act(rest[0], rest[1], Arrays.copyOfRange(rest, 2, rest.length));
            case "sensor" -> MqttActors.sensor(rest[0], rest[1], rest[2]);
            case "dashboard" -> MqttActors.dashboard(rest[0], rest[1]);
            case "mqtt" -> MqttActors.act(rest[0], rest[1], Arrays.copyOfRange(rest, 2, rest.length));
            case "scan-ports" -> SocketActors.scanPorts(rest[0], Integer.parseInt(rest[1]), Integer.parseInt(rest[2]));
            case "scan-addresses" -> SocketActors.scanAddresses(rest[0], Integer.parseInt(rest[1]));
            case "raw" -> SocketActors.raw(rest[0], Integer.parseInt(rest[1]), rest[2]);
            case "listen" -> SocketActors.listen(Integer.parseInt(rest[0]));
            case "visit" -> SocketActors.visit(rest[0], Integer.parseInt(rest[1]));
            default -> throw new IllegalArgumentException("unknown role " + role);
        }
        System.exit(0); // client stacks keep threads of their own
    }
}
