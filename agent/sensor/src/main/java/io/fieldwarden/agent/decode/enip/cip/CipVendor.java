package io.fieldwarden.agent.decode.enip.cip;

import java.util.Map;

/**
 * Vendors a factory meets, by the number ODVA gave them, which every electronic data sheet of a device states; the names
 * are those the companies registered under, or shorter.
 */
final class CipVendor {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "Rockwell Automation/Allen-Bradley"),
            Map.entry(3, "Honeywell Inc."),
            Map.entry(4, "Parker Hannifin Corp. (Veriflo Division)"),
            Map.entry(5, "Rockwell Automation/Reliance Elec."),
            Map.entry(7, "SMC Corporation"),
            Map.entry(8, "Molex Incorporated"),
            Map.entry(12, "Banner Engineering Corp."),
            Map.entry(26, "Festo Corporation"),
            Map.entry(36, "MKS Instruments"),
            Map.entry(40, "Wago Corporation"),
            Map.entry(44, "Yaskawa"),
            Map.entry(46, "ABB"),
            Map.entry(47, "Omron Corporation"),
            Map.entry(48, "Turck"),
            Map.entry(57, "Pepperl+Fuchs"),
            Map.entry(68, "Eaton"),
            Map.entry(82, "Mitsubishi Electric Automation"),
            Map.entry(90, "HMS Industrial Networks AB"),
            Map.entry(95, "Square D"),
            Map.entry(97, "Danfoss"),
            Map.entry(108, "Beckhoff Automation GmbH"),
            Map.entry(109, "National Instruments"),
            Map.entry(121, "KUKA Roboter GmbH"),
            Map.entry(145, "Siemens"),
            Map.entry(153, "Watlow"),
            Map.entry(161, "Mitsubishi Electric Corporation"),
            Map.entry(176, "Red Lion Controls"),
            Map.entry(181, "Pilz"),
            Map.entry(206, "Vector Informatik GmbH"),
            Map.entry(243, "Schneider Electric"),
            Map.entry(246, "Brooks Instrument"),
            Map.entry(250, "Yokogawa Electric Corporation"),
            Map.entry(256, "Turck"),
            Map.entry(257, "Control Techniques"),
            Map.entry(283, "Hilscher GmbH"),
            Map.entry(287, "Bosch Rexroth"),
            Map.entry(309, "Prosoft Technology"),
            Map.entry(315, "SEW Eurodrive GmbH"),
            Map.entry(322, "ifm"),
            Map.entry(345, "Endress + Hauser"),
            Map.entry(356, "FANUC Robotics America"),
            Map.entry(367, "Keyence Corporation"),
            Map.entry(441, "Nachi Fujikoshi Corporation"),
            Map.entry(482, "Koyo Electronics"),
            Map.entry(562, "Phoenix Contact"),
            Map.entry(591, "FANUC Ltd."),
            Map.entry(634, "Hirschmann"),
            Map.entry(640, "Murrelektronik GmbH"),
            Map.entry(678, "Cognex Corporation"),
            Map.entry(808, "SICK AG"),
            Map.entry(939, "Cisco Systems"));

    private CipVendor() {}

    /** Name, or {@code vendor 1234} if we know none. */
    static String name(int vendor) {
        String known = NAMES.get(vendor);
        return known != null ? known : "vendor " + vendor;
    }
}
