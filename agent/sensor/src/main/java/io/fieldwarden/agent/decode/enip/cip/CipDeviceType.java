package io.fieldwarden.agent.decode.enip.cip;

import java.util.Map;

/** Device profiles (Vol 1 chapter 6). */
final class CipDeviceType {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "Generic Device (deprecated)"),
            Map.entry(2, "AC Drive"),
            Map.entry(3, "Motor Overload"),
            Map.entry(4, "Limit Switch"),
            Map.entry(5, "Inductive Proximity Switch"),
            Map.entry(6, "Photoelectric Sensor"),
            Map.entry(7, "General Purpose Discrete I/O"),
            Map.entry(9, "Resolver"),
            Map.entry(12, "Communications Adapter"),
            Map.entry(14, "Programmable Logic Controller"),
            Map.entry(16, "Position Controller"),
            Map.entry(19, "DC Drive"),
            Map.entry(21, "Contactor"),
            Map.entry(22, "Motor Starter"),
            Map.entry(23, "Soft Start"),
            Map.entry(24, "Human-Machine Interface"),
            Map.entry(26, "Mass Flow Controller"),
            Map.entry(27, "Pneumatic Valve"),
            Map.entry(28, "Vacuum Pressure Gauge"),
            Map.entry(29, "Process Control Value"),
            Map.entry(30, "Residual Gas Analyzer"),
            Map.entry(31, "DC Power Generator"),
            Map.entry(32, "RF Power Generator"),
            Map.entry(33, "Turbomolecular Vacuum Pump"),
            Map.entry(34, "Encoder"),
            Map.entry(35, "Safety Discrete I/O Device"),
            Map.entry(36, "Fluid Flow Controller"),
            Map.entry(37, "CIP Motion Drive"),
            Map.entry(38, "CompoNet Repeater"),
            Map.entry(39, "Mass Flow Controller, Enhanced"),
            Map.entry(40, "CIP Modbus Device"),
            Map.entry(41, "CIP Modbus Translator"),
            Map.entry(42, "Safety Analog I/O Device"),
            Map.entry(43, "Generic Device (keyable)"),
            Map.entry(44, "Managed Ethernet Switch"),
            Map.entry(45, "CIP Motion Safety Drive Device"),
            Map.entry(46, "Safety Drive Device"),
            Map.entry(47, "CIP Motion Encoder"),
            Map.entry(48, "CIP Motion Converter"),
            Map.entry(49, "CIP Motion I/O"),
            Map.entry(50, "ControlNet Physical Layer Component"),
            Map.entry(51, "Circuit Breaker"),
            Map.entry(52, "HART Device"),
            Map.entry(53, "CIP-HART Translator"),
            Map.entry(200, "Embedded Component"));

    private CipDeviceType() {}

    /** Name, or {@code device type 1234} if we know none. */
    static String name(int type) {
        String known = NAMES.get(type);
        return known != null ? known : "device type " + type;
    }
}
