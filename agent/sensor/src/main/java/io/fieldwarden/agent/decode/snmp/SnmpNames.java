package io.fieldwarden.agent.decode.snmp;

/** The names the standards give to numbers and objects. */
final class SnmpNames {
    private static final String ENTERPRISES = "1.3.6.1.4.1.";
    private static final String ENTITY = "1.3.6.1.2.1.47.1.1.1.1.";

    private SnmpNames() {}

    /** Error-status (RFC 3416 clause 3). */
    static String error(int error) {
        return switch (error) {
            case 0 -> "noError";
            case 1 -> "tooBig";
            case 2 -> "noSuchName";
            case 3 -> "badValue";
            case 4 -> "readOnly";
            case 5 -> "genErr";
            case 6 -> "noAccess";
            case 7 -> "wrongType";
            case 8 -> "wrongLength";
            case 9 -> "wrongEncoding";
            case 10 -> "wrongValue";
            case 11 -> "noCreation";
            case 12 -> "inconsistentValue";
            case 13 -> "resourceUnavailable";
            case 14 -> "commitFailed";
            case 15 -> "undoFailed";
            case 16 -> "authorizationError";
            case 17 -> "notWritable";
            case 18 -> "inconsistentName";
            default -> "error_" + error;
        };
    }

    /** What a trap of version 1 reports (RFC 1157 4.1.6). */
    static String genericTrap(int generic) {
        return switch (generic) {
            case 0 -> "coldStart";
            case 1 -> "warmStart";
            case 2 -> "linkDown";
            case 3 -> "linkUp";
            case 4 -> "authenticationFailure";
            case 5 -> "egpNeighborLoss";
            case 6 -> "enterpriseSpecific";
            default -> "trap_" + generic;
        };
    }

    /** The counter a report names as the reason (RFC 3414 clause 5, RFC 3412 clause 5); the number itself if unknown. */
    static String report(String oid) {
        return switch (oid) {
            case "1.3.6.1.6.3.15.1.1.1.0" -> "usmStatsUnsupportedSecLevels";
            case "1.3.6.1.6.3.15.1.1.2.0" -> "usmStatsNotInTimeWindows";
            case "1.3.6.1.6.3.15.1.1.3.0" -> "usmStatsUnknownUserNames";
            case "1.3.6.1.6.3.15.1.1.4.0" -> "usmStatsUnknownEngineIDs";
            case "1.3.6.1.6.3.15.1.1.5.0" -> "usmStatsWrongDigests";
            case "1.3.6.1.6.3.15.1.1.6.0" -> "usmStatsDecryptionErrors";
            case "1.3.6.1.6.3.11.2.1.1.0" -> "snmpUnknownSecurityModels";
            case "1.3.6.1.6.3.11.2.1.2.0" -> "snmpInvalidMsgs";
            case "1.3.6.1.6.3.11.2.1.3.0" -> "snmpUnknownPDUHandlers";
            default -> oid;
        };
    }

    /** The identity fact an object holds (RFC 3418 clause 2, entPhysicalTable of RFC 6933), empty if it holds none. */
    static String fact(String oid) {
        if (oid.startsWith(ENTITY)) {
            int column = oid.indexOf('.', ENTITY.length());
            return column < 0 ? "" : entity(oid.substring(ENTITY.length(), column));
        }
        return switch (oid) {
            case "1.3.6.1.2.1.1.1.0" -> "description";
            case "1.3.6.1.2.1.1.2.0" -> "object_id";
            case "1.3.6.1.2.1.1.5.0" -> "name";
            case "1.3.6.1.2.1.1.6.0" -> "location";
            default -> "";
        };
    }

    private static String entity(String column) {
        return switch (column) {
            case "8" -> "hardware";
            case "9" -> "firmware";
            case "10" -> "software";
            case "11" -> "serial";
            case "12" -> "vendor";
            case "13" -> "model";
            default -> "";
        };
    }

    /** Who holds the enterprise number an object identifier lies under, empty if not known. */
    static String vendor(String oid) {
        if (!oid.startsWith(ENTERPRISES)) {
            return "";
        }
        int end = oid.indexOf('.', ENTERPRISES.length());
        return switch (end < 0 ? oid.substring(ENTERPRISES.length()) : oid.substring(ENTERPRISES.length(), end)) {
            case "9" -> "Cisco";
            case "11" -> "Hewlett-Packard";
            case "95" -> "Allen-Bradley";
            case "248" -> "Hirschmann";
            case "311" -> "Microsoft";
            case "318" -> "APC";
            case "2636" -> "Juniper Networks";
            case "3833" -> "Schneider Electric";
            case "4329" -> "Siemens";
            case "4346" -> "Phoenix Contact";
            case "8072" -> "Net-SNMP";
            case "8691" -> "Moxa";
            case "12356" -> "Fortinet";
            case "13576" -> "WAGO";
            case "14988" -> "MikroTik";
            case "15004" -> "RuggedCom";
            case "16177" -> "Westermo";
            default -> "";
        };
    }
}
