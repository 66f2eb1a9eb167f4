package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.observation.Access;
import java.util.ArrayList;
import java.util.List;

/** Numbers and names of DCP (IEC 61158-6-10, clause 4.3.1). */
final class DcpNames {
    static final int GET = 3;
    static final int SET = 4;
    static final int IDENTIFY = 5;
    static final int HELLO = 6;

    static final int REQUEST = 0;
    static final int SUCCESS = 1;
    static final int NOT_SUPPORTED = 5;

    static final int IP = 1;
    static final int DEVICE = 2;
    static final int DHCP = 3;
    static final int CONTROL = 5;
    static final int INITIATIVE = 6;
    static final int ALL = 0xFF;

    /** Suboptions of {@link #CONTROL}. */
    static final int START_TRANSACTION = 1;

    static final int END_TRANSACTION = 2;
    static final int SIGNAL = 3;
    static final int RESPONSE = 4;
    static final int FACTORY_RESET = 5;
    static final int RESET_TO_FACTORY = 6;

    private static final String[] SERVICES = {"", "", "", "get", "set", "identify", "hello"};
    private static final String[] IP_SUBOPTIONS = {"", "mac_address", "ip_parameter", "full_ip_suite"};
    private static final String[] DEVICE_SUBOPTIONS = {
        "",
        "type_of_station",
        "name_of_station",
        "device_id",
        "device_role",
        "device_options",
        "alias_name",
        "device_instance",
        "oem_device_id",
        "standard_gateway",
        "rsi_properties"
    };
    private static final String[] CONTROL_SUBOPTIONS = {
        "", "start_transaction", "end_transaction", "signal", "response", "factory_reset", "reset_to_factory"
    };
    private static final String[] ERRORS = {
        "ok",
        "option_not_supported",
        "suboption_not_supported",
        "suboption_not_set",
        "resource_error",
        "set_not_possible",
        "in_operation_set_not_possible"
    };
    private static final String[] ROLES = {"IO-Device", "IO-Controller", "IO-Multidevice", "PN-Supervisor"};

    private DcpNames() {}

    static String service(int id) {
        return id >= GET && id <= HELLO ? SERVICES[id] : "service_" + id;
    }

    static String serviceType(int type) {
        return switch (type) {
            case REQUEST -> "request";
            case SUCCESS -> "response_success";
            case NOT_SUPPORTED -> "response_not_supported";
            default -> "type_" + type;
        };
    }

    static Access access(int service) {
        return switch (service) {
            case GET -> Access.READ;
            case SET -> Access.CONFIGURE;
            case IDENTIFY, HELLO -> Access.IDENTIFY;
            default -> Access.EXECUTE;
        };
    }

    /** Option and suboption, for instance {@code device/name_of_station}. */
    static String option(int option, int suboption) {
        return switch (option) {
            case IP -> "ip/" + named(IP_SUBOPTIONS, suboption);
            case DEVICE -> "device/" + named(DEVICE_SUBOPTIONS, suboption);
            case DHCP -> "dhcp/" + suboption;
            case CONTROL -> "control/" + named(CONTROL_SUBOPTIONS, suboption);
            case INITIATIVE -> "device_initiative/" + suboption;
            case ALL -> "all/all";
            default -> (option >= 0x80 ? "manufacturer_" : "reserved_") + option + "/" + suboption;
        };
    }

    static String error(int error) {
        return error < ERRORS.length ? ERRORS[error] : "block_error_" + error;
    }

    /** Every role set in DeviceRoleDetails (4.3.1.4.12). */
    static String roles(int bits) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < ROLES.length; bit++) {
            if ((bits & 1 << bit) != 0) {
                names.add(ROLES[bit]);
            }
        }
        return String.join(" ", names);
    }

    /** Who has that vendor id of PROFIBUS International, as far as we are sure; empty otherwise. */
    static String vendor(int id) {
        return switch (id) {
            case 0x002A -> "Siemens";
            case 0x00B0 -> "Phoenix Contact";
            case 0x011D -> "WAGO";
            case 0x011E -> "Hilscher";
            case 0x0120 -> "Beckhoff";
            default -> "";
        };
    }

    private static String named(String[] names, int number) {
        return number < names.length && !names[number].isEmpty() ? names[number] : Integer.toString(number);
    }
}
