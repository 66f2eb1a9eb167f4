package io.fieldwarden.agent.decode.enip.cip;

import java.util.Map;

/**
 * Object classes: those of the standard (Vol 1 chapter 5), confirmed by ICSNPP's EtherNet/IP analyzer (BSD licence), and
 * those of Logix controllers that are told apart here; of these symbol, template and wall clock are confirmed by pycomm3
 * (MIT licence).
 */
final class CipClass {
    static final int IDENTITY = 0x01;
    static final int MESSAGE_ROUTER = 0x02;
    static final int ASSEMBLY = 0x04;
    static final int CONNECTION_MANAGER = 0x06;
    static final int FILE = 0x37;
    static final int MODE = 0x64;
    static final int PCCC = 0x67;
    static final int PROGRAM = 0x68;
    static final int SYMBOL = 0x6B;
    static final int TEMPLATE = 0x6C;
    static final int WALL_CLOCK = 0x8B;
    static final int CONTROLLER = 0x8E;
    static final int NONVOLATILE_STORAGE = 0xA1;
    static final int TAG_GROUP = 0xB2;
    static final int TCP_IP = 0xF5;
    static final int ETHERNET_LINK = 0xF6;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x01, "Identity"),
            Map.entry(0x02, "Message Router"),
            Map.entry(0x03, "DeviceNet"),
            Map.entry(0x04, "Assembly"),
            Map.entry(0x05, "Connection"),
            Map.entry(0x06, "Connection Manager"),
            Map.entry(0x07, "Register"),
            Map.entry(0x08, "Discrete Input Point"),
            Map.entry(0x09, "Discrete Output Point"),
            Map.entry(0x0A, "Analog Input Point"),
            Map.entry(0x0B, "Analog Output Point"),
            Map.entry(0x0E, "Presence Sensing"),
            Map.entry(0x0F, "Parameter"),
            Map.entry(0x10, "Parameter Group"),
            Map.entry(0x12, "Group"),
            Map.entry(0x1D, "Discrete Input Group"),
            Map.entry(0x1E, "Discrete Output Group"),
            Map.entry(0x1F, "Discrete Group"),
            Map.entry(0x20, "Analog Input Group"),
            Map.entry(0x21, "Analog Output Group"),
            Map.entry(0x22, "Analog Group"),
            Map.entry(0x23, "Position Sensor"),
            Map.entry(0x24, "Position Controller Supervisor"),
            Map.entry(0x25, "Position Controller"),
            Map.entry(0x26, "Block Sequencer"),
            Map.entry(0x27, "Command Block"),
            Map.entry(0x28, "Motor Data"),
            Map.entry(0x29, "Control Supervisor"),
            Map.entry(0x2A, "AC/DC Drive"),
            Map.entry(0x2B, "Acknowledge Handler"),
            Map.entry(0x2C, "Overload"),
            Map.entry(0x2D, "Softstart"),
            Map.entry(0x2E, "Selection"),
            Map.entry(0x30, "S-Device Supervisor"),
            Map.entry(0x31, "S-Analog Sensor"),
            Map.entry(0x32, "S-Analog Actuator"),
            Map.entry(0x33, "S-Single Stage Controller"),
            Map.entry(0x34, "S-Gas Calibration"),
            Map.entry(0x35, "Trip Point"),
            Map.entry(0x37, "File"),
            Map.entry(0x38, "S-Partial Pressure"),
            Map.entry(0x39, "Safety Supervisor"),
            Map.entry(0x3A, "Safety Validator"),
            Map.entry(0x3B, "Safety Discrete Output Point"),
            Map.entry(0x3C, "Safety Discrete Output Group"),
            Map.entry(0x3D, "Safety Discrete Input Point"),
            Map.entry(0x3E, "Safety Discrete Input Group"),
            Map.entry(0x3F, "Safety Dual Channel Output"),
            Map.entry(0x40, "S-Sensor Calibration"),
            Map.entry(0x41, "Event Log"),
            Map.entry(0x42, "Motion Device Axis"),
            Map.entry(0x43, "Time Sync"),
            Map.entry(0x44, "Modbus"),
            Map.entry(0x45, "Originator Connection List"),
            Map.entry(0x46, "Modbus Serial Link"),
            Map.entry(0x47, "Device Level Ring (DLR)"),
            Map.entry(0x48, "QoS"),
            Map.entry(0x49, "Safety Analog Input Point"),
            Map.entry(0x4A, "Safety Analog Input Group"),
            Map.entry(0x4B, "Safety Dual Channel Analog Input"),
            Map.entry(0x4C, "SERCOS III Link"),
            Map.entry(0x4D, "Target Connection List"),
            Map.entry(0x4E, "Base Energy"),
            Map.entry(0x4F, "Electrical Energy"),
            Map.entry(0x50, "Non-Electrical Energy"),
            Map.entry(0x51, "Base Switch"),
            Map.entry(0x52, "SNMP"),
            Map.entry(0x53, "Power Management"),
            Map.entry(0x54, "RSTP Bridge"),
            Map.entry(0x55, "RSTP Port"),
            Map.entry(0x56, "PRP/HSR Protocol"),
            Map.entry(0x57, "PRP/HSR Nodes Table"),
            Map.entry(0x58, "Safety Feedback"),
            Map.entry(0x59, "Safety Dual Channel Feedback"),
            Map.entry(0x5A, "Safety Stop Functions"),
            Map.entry(0x5B, "Safety Limit Functions"),
            Map.entry(0x5C, "Power Curtailment"),
            Map.entry(0x5D, "CIP Security"),
            Map.entry(0x5E, "EtherNet/IP Security"),
            Map.entry(0x5F, "Certificate Management"),
            Map.entry(0x64, "Controller Mode"),
            Map.entry(0x67, "PCCC Class"),
            Map.entry(0x68, "Program"),
            Map.entry(0x6B, "Symbol"),
            Map.entry(0x6C, "Template"),
            Map.entry(0x8B, "Wall Clock Time"),
            Map.entry(0x8E, "Controller Device"),
            Map.entry(0xA1, "Nonvolatile Storage"),
            Map.entry(0xB2, "Tag Group"),
            Map.entry(0xF0, "ControlNet"),
            Map.entry(0xF1, "ControlNet Keeper"),
            Map.entry(0xF2, "ControlNet Scheduling"),
            Map.entry(0xF3, "Connection Configuration"),
            Map.entry(0xF4, "Port"),
            Map.entry(0xF5, "TCP/IP Interface"),
            Map.entry(0xF6, "Ethernet Link"),
            Map.entry(0xF7, "CompoNet"),
            Map.entry(0xF8, "CompoNet Repeater"));

    private CipClass() {}

    /** Name, {@code unknown} if it has none. */
    static String name(long classId) {
        return NAMES.getOrDefault((int) Math.min(classId, Integer.MAX_VALUE), "unknown");
    }
}
