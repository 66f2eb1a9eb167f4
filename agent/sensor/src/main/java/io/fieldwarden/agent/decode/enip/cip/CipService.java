package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.observation.Access;
import java.util.Map;

/** Services: common ones (Vol 1 appendix A) and those a class defines for itself. */
public final class CipService {
    /** Set in the service byte of an answer. */
    public static final int REPLY = 0x80;

    static final int GET_ATTRIBUTES_ALL = 0x01;
    static final int SET_ATTRIBUTES_ALL = 0x02;
    static final int GET_ATTRIBUTE_LIST = 0x03;
    static final int SET_ATTRIBUTE_LIST = 0x04;
    static final int RESET = 0x05;
    static final int MULTIPLE_SERVICE_PACKET = 0x0A;
    static final int GET_ATTRIBUTE_SINGLE = 0x0E;
    static final int SET_ATTRIBUTE_SINGLE = 0x10;
    static final int EXECUTE_PCCC = 0x4B;
    static final int READ_TAG = 0x4C;
    static final int WRITE_TAG = 0x4D;
    static final int READ_MODIFY_WRITE_TAG = 0x4E;
    static final int READ_TAG_FRAGMENTED = 0x52;
    static final int WRITE_TAG_FRAGMENTED = 0x53;
    static final int FORWARD_CLOSE = 0x4E;
    static final int UNCONNECTED_SEND = 0x52;
    static final int FORWARD_OPEN = 0x54;
    static final int LARGE_FORWARD_OPEN = 0x5B;

    private static final int CLASS_SPECIFIC = 0x4B;

    private record Kind(String name, Access access) {}

    private static final Map<Integer, Kind> COMMON = Map.ofEntries(
            Map.entry(0x01, new Kind("get_attributes_all", Access.READ)),
            Map.entry(0x02, new Kind("set_attributes_all", Access.WRITE)),
            Map.entry(0x03, new Kind("get_attribute_list", Access.READ)),
            Map.entry(0x04, new Kind("set_attribute_list", Access.WRITE)),
            Map.entry(0x05, new Kind("reset", Access.EXECUTE)),
            Map.entry(0x06, new Kind("start", Access.EXECUTE)),
            Map.entry(0x07, new Kind("stop", Access.EXECUTE)),
            Map.entry(0x08, new Kind("create", Access.CONFIGURE)),
            Map.entry(0x09, new Kind("delete", Access.CONFIGURE)),
            Map.entry(0x0A, new Kind("multiple_service_packet", Access.SESSION)),
            Map.entry(0x0D, new Kind("apply_attributes", Access.CONFIGURE)),
            Map.entry(0x0E, new Kind("get_attribute_single", Access.READ)),
            Map.entry(0x10, new Kind("set_attribute_single", Access.WRITE)),
            Map.entry(0x11, new Kind("find_next_object_instance", Access.READ)),
            Map.entry(0x15, new Kind("restore", Access.CONFIGURE)),
            Map.entry(0x16, new Kind("save", Access.CONFIGURE)),
            Map.entry(0x17, new Kind("nop", Access.SESSION)),
            Map.entry(0x18, new Kind("get_member", Access.READ)),
            Map.entry(0x19, new Kind("set_member", Access.WRITE)),
            Map.entry(0x1A, new Kind("insert_member", Access.WRITE)),
            Map.entry(0x1B, new Kind("remove_member", Access.WRITE)),
            Map.entry(0x1C, new Kind("group_sync", Access.SESSION)),
            Map.entry(0x1D, new Kind("get_connection_point_member_list", Access.READ)));

    /** Services that a class defines, by class and service. */
    private static final Map<Integer, Kind> OWN = Map.ofEntries(
            own(CipClass.CONNECTION_MANAGER, 0x4E, "forward_close", Access.SESSION),
            own(CipClass.CONNECTION_MANAGER, 0x52, "unconnected_send", Access.SESSION),
            own(CipClass.CONNECTION_MANAGER, 0x54, "forward_open", Access.SESSION),
            own(CipClass.CONNECTION_MANAGER, 0x56, "get_connection_data", Access.READ),
            own(CipClass.CONNECTION_MANAGER, 0x57, "search_connection_data", Access.READ),
            own(CipClass.CONNECTION_MANAGER, 0x59, "ex_forward_open", Access.SESSION),
            own(CipClass.CONNECTION_MANAGER, 0x5A, "get_connection_owner", Access.READ),
            own(CipClass.CONNECTION_MANAGER, 0x5B, "large_forward_open", Access.SESSION),
            own(CipClass.MESSAGE_ROUTER, 0x4B, "symbolic_translation", Access.READ),
            own(CipClass.FILE, 0x4B, "initiate_upload", Access.READ),
            own(CipClass.FILE, 0x4C, "initiate_download", Access.CONFIGURE),
            own(CipClass.FILE, 0x4D, "initiate_partial_read", Access.READ),
            own(CipClass.FILE, 0x4E, "initiate_partial_write", Access.CONFIGURE),
            own(CipClass.FILE, 0x4F, "upload_transfer", Access.READ),
            own(CipClass.FILE, 0x50, "download_transfer", Access.CONFIGURE),
            own(CipClass.FILE, 0x51, "clear_file", Access.CONFIGURE),
            own(0x39, 0x4B, "safety_recover", Access.EXECUTE),
            own(0x39, 0x4C, "perform_diagnostics", Access.EXECUTE),
            own(0x39, 0x4D, "configure_request", Access.CONFIGURE),
            own(0x39, 0x4E, "validate_configuration", Access.CONFIGURE),
            own(0x39, 0x4F, "set_password", Access.CONFIGURE),
            own(0x39, 0x50, "configuration_lock", Access.CONFIGURE),
            own(0x39, 0x51, "mode_change", Access.EXECUTE),
            own(0x39, 0x52, "safety_reset", Access.EXECUTE),
            own(0x39, 0x53, "reset_password", Access.CONFIGURE),
            own(0x39, 0x54, "propose_tunid", Access.CONFIGURE),
            own(0x39, 0x55, "apply_tunid", Access.CONFIGURE),
            own(0x3A, 0x4B, "reset_error", Access.EXECUTE),
            own(0x44, 0x4B, "read_discrete_inputs", Access.READ),
            own(0x44, 0x4C, "read_coils", Access.READ),
            own(0x44, 0x4D, "read_input_registers", Access.READ),
            own(0x44, 0x4E, "read_holding_registers", Access.READ),
            own(0x44, 0x4F, "write_coils", Access.WRITE),
            own(0x44, 0x50, "write_holding_registers", Access.WRITE),
            own(0x44, 0x51, "modbus_passthrough", Access.EXECUTE),
            own(0x5D, 0x4B, "begin_config", Access.CONFIGURE),
            own(0x5D, 0x4C, "kick_timer", Access.SESSION),
            own(0x5D, 0x4D, "end_config", Access.CONFIGURE),
            own(0x5D, 0x4E, "object_cleanup", Access.CONFIGURE),
            own(0x5E, 0x4B, "begin_config", Access.CONFIGURE),
            own(0x5E, 0x4C, "kick_timer", Access.SESSION),
            own(0x5E, 0x4D, "apply_config", Access.CONFIGURE),
            own(0x5E, 0x4E, "abort_config", Access.CONFIGURE),
            own(0x5F, 0x4B, "create_csr", Access.CONFIGURE),
            own(0x5F, 0x4C, "verify_certificate", Access.CONFIGURE),
            own(CipClass.MODE, 0x4B, "change_mode", Access.EXECUTE),
            own(CipClass.PCCC, 0x4B, "execute_pccc", Access.EXECUTE),
            own(CipClass.SYMBOL, 0x55, "get_instance_attribute_list", Access.READ),
            own(CipClass.TEMPLATE, 0x4C, "read_template", Access.READ),
            own(CipClass.TAG_GROUP, 0x08, "create", Access.SUBSCRIBE),
            own(CipClass.TAG_GROUP, 0x09, "delete", Access.SUBSCRIBE),
            own(CipClass.TAG_GROUP, 0x4C, "read_data", Access.READ),
            own(CipClass.TAG_GROUP, 0x4E, "add_data", Access.SUBSCRIBE),
            own(CipClass.NONVOLATILE_STORAGE, 0x4B, "update", Access.CONFIGURE),
            own(CipClass.NONVOLATILE_STORAGE, 0x4D, "transfer", Access.CONFIGURE),
            own(CipClass.ETHERNET_LINK, 0x4C, "get_and_clear", Access.CONFIGURE),
            own(0x47, 0x4B, "verify_fault_location", Access.READ),
            own(0x47, 0x4C, "clear_rapid_faults", Access.CONFIGURE),
            own(0x47, 0x4D, "restart_sign_on", Access.CONFIGURE),
            own(0x47, 0x4E, "clear_gateway_partial_fault", Access.CONFIGURE));

    /** Reads and writes of Logix data, by name or by symbol instance (Logix 5000 data access). */
    private static final Map<Integer, Kind> TAGS = Map.of(
            0x4C, new Kind("read_tag", Access.READ),
            0x4D, new Kind("write_tag", Access.WRITE),
            0x4E, new Kind("read_modify_write_tag", Access.WRITE),
            0x52, new Kind("read_tag_fragmented", Access.READ),
            0x53, new Kind("write_tag_fragmented", Access.WRITE));

    /** The same services of other classes of controllers, in ICSNPP's words. */
    private static final Map<Integer, Kind> DATA = Map.of(
            0x4C, new Kind("read_data", Access.READ),
            0x4D, new Kind("write_data", Access.WRITE),
            0x4E, new Kind("read_modify_write_data", Access.WRITE),
            0x52, new Kind("read_data_fragmented", Access.READ),
            0x53, new Kind("write_data_fragmented", Access.WRITE));

    private CipService() {}

    private static Map.Entry<Integer, Kind> own(int classId, int service, String name, Access access) {
        return Map.entry((classId << 8) | service, new Kind(name, access));
    }

    /** Whether a service reads or writes tags at that path. */
    static boolean isTag(int service, CipPath path) {
        return TAGS.containsKey(service) && (!path.tag().isEmpty() || path.classId() == CipClass.SYMBOL);
    }

    /** Whether the service is one the Connection Manager defines. */
    static boolean isConnectionManager(int service, CipPath path) {
        return path.classId() == CipClass.CONNECTION_MANAGER && service >= CLASS_SPECIFIC;
    }

    /** Name of a service of the object at {@code path}; {@code service_0x4b} if we know none. */
    static String name(int service, CipPath path) {
        return kind(service, path).name();
    }

    static Access access(int service, CipPath path) {
        Access access = kind(service, path).access();
        if (access == Access.READ && path.classId() == CipClass.IDENTITY) {
            return Access.IDENTIFY;
        }
        return access == Access.WRITE && isSetup(path.classId()) ? Access.CONFIGURE : access;
    }

    /** Classes whose attributes say how the device works, not what the plant does. */
    private static boolean isSetup(long classId) {
        return switch ((int) Math.min(classId, Integer.MAX_VALUE)) {
            case CipClass.IDENTITY, CipClass.MESSAGE_ROUTER, CipClass.CONNECTION_MANAGER, CipClass.FILE -> true;
            case 0x39, 0x3A, 0x43, 0x47, 0x48, 0x51, 0x52, 0x53, 0x54, 0x55, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x62 -> true;
            case CipClass.MODE, CipClass.PROGRAM, CipClass.TEMPLATE, 0x6D, 0x72 -> true;
            case CipClass.WALL_CLOCK, CipClass.CONTROLLER, CipClass.NONVOLATILE_STORAGE -> true;
            case 0xF0, 0xF1, 0xF2, 0xF3, 0xF4, CipClass.TCP_IP, CipClass.ETHERNET_LINK, 0xF7, 0xF8 -> true;
            default -> false;
        };
    }

    private static Kind kind(int service, CipPath path) {
        Kind own = path.classId() > 0xFFFF || path.classId() < 0 ? null : OWN.get((int) path.classId() << 8 | service);
        if (own != null) {
            return own;
        }
        Kind common = COMMON.get(service);
        if (common != null) {
            return common;
        }
        Kind data = (isTag(service, path) ? TAGS : DATA).get(service);
        boolean controller = path.classId() < 0 || (path.classId() >= CipClass.MODE && path.classId() < 0xC8);
        return data != null && controller ? data : new Kind(String.format("service_0x%02x", service), Access.EXECUTE);
    }

    /** What can be said of a service when only its answer was seen: classes define the rest. */
    static String nameAlone(int service) {
        Kind known = COMMON.getOrDefault(service, DATA.get(service));
        return known != null ? known.name() : String.format("service_0x%02x", service);
    }

    static Access accessAlone(int service) {
        Kind known = COMMON.getOrDefault(service, DATA.get(service));
        return known != null ? known.access() : Access.EXECUTE;
    }
}
