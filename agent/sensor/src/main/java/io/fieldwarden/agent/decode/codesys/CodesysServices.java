package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.observation.Access;
import java.util.HashMap;
import java.util.Map;

/** Services of the application layer by group and number; the groups are components of the runtime system. */
final class CodesysServices {
    /** Set in the group of an answer. */
    static final int ANSWER = 0x80;

    private static final Map<Integer, String> GROUPS = Map.ofEntries(
            Map.entry(0x01, "device"),
            Map.entry(0x02, "app"),
            Map.entry(0x03, "monitor"),
            Map.entry(0x04, "visu_server"),
            Map.entry(0x05, "log"),
            Map.entry(0x06, "settings"),
            Map.entry(0x07, "ethernet"),
            Map.entry(0x08, "file_transfer"),
            Map.entry(0x09, "iec_var_access"),
            Map.entry(0x0B, "io_mgr"),
            Map.entry(0x0C, "user_mgr"),
            Map.entry(0x0F, "trace_mgr"),
            Map.entry(0x11, "plc_shell"),
            Map.entry(0x12, "app_bp"),
            Map.entry(0x13, "app_force"),
            Map.entry(0x18, "alarm_manager"),
            Map.entry(0x1B, "monitor2"),
            Map.entry(0x1D, "code_meter"),
            Map.entry(0x1F, "core_dump"),
            Map.entry(0x22, "openssl"));

    private static final Map<Integer, Service> SERVICES = new HashMap<>();

    /** A service with its name and intent. */
    record Service(String name, Access access) {}

    static {
        device();
        application();
        files();
        add(0x03, Access.READ, "1 read");
        add(0x03, Access.WRITE, "2 write");
        add(0x1B, Access.READ, "1 read");
        add(0x1B, Access.WRITE, "2 write");
        add(0x05, Access.READ, "1 get_entries", "2 get_component_names", "3 get_logger_list");
        add(0x06, Access.READ, "1 get_int_value", "3 get_string_value");
        add(0x06, Access.CONFIGURE, "2 set_int_value", "4 set_string_value");
        add(0x09, Access.READ, "1 register_var_list", "2 unregister_var_list", "3 read_var_list", "5 read_vars");
        add(0x09, Access.READ, "7 get_root_nodes", "8 get_children_nodes", "9 get_types", "10 get_address_info");
        add(0x09, Access.READ, "11 remove_vars_from_list");
        add(0x09, Access.WRITE, "4 write_var_list", "6 write_vars");
        add(0x0F, Access.READ, "1 packet_read_list", "7 packet_read", "8 packet_get_state", "9 packet_get_config");
    }

    private CodesysServices() {}

    private static void device() {
        add(0x01, Access.IDENTIFY, "1 get_target_ident");
        add(0x01, Access.SESSION, "2 login", "3 logout", "5 echo", "8 interactive_login", "10 session_create");
        add(0x01, Access.EXECUTE, "4 reset_origin");
        add(0x01, Access.CONFIGURE, "6 set_operating_mode", "9 rename_node");
        add(0x01, Access.READ, "7 get_operating_mode", "11 reset_origin_get_config");
    }

    private static void application() {
        add(0x02, Access.SESSION, "1 login", "2 logout");
        add(0x02, Access.CONFIGURE, "3 create_app", "4 delete_app", "5 download", "6 online_change");
        add(0x02, Access.CONFIGURE, "7 device_download", "8 create_dev_app", "35 create_boot_project");
        add(0x02, Access.CONFIGURE, "39 register_boot_app", "48 download_compact", "52 download_encrypted");
        add(0x02, Access.CONFIGURE, "54 save_retains", "55 restore_retains");
        add(0x02, Access.EXECUTE, "16 start", "17 stop", "18 reset", "34 single_cycle", "36 reinit_app");
        add(0x02, Access.EXECUTE, "38 load_boot_app", "19 set_breakpoint", "21 delete_breakpoint");
        add(0x02, Access.EXECUTE, "25 set_next_statement");
        add(0x02, Access.WRITE, "32 release_force_list");
        add(0x02, Access.READ, "20 read_status", "22 read_call_stack", "23 get_area_offset", "24 read_app_list");
        add(0x02, Access.READ, "33 upload_force_list", "37 read_app_state_list", "40 check_file_consistency");
        add(0x02, Access.READ, "41 read_app_info", "49 read_project_info", "53 read_app_content");
        add(0x02, Access.READ, "50 define_flow", "51 read_flow_values", "56 get_area_address");
    }

    /** Download is to the controller, upload from it. */
    private static void files() {
        add(0x08, Access.READ, "1 get_file_info", "5 start_upload", "6 restart_upload", "7 upload", "12 get_dir_info");
        add(0x08, Access.READ, "11 get_safe_signature", "13 cancel_get_dir_info");
        add(0x08, Access.CONFIGURE, "2 start_download", "3 restart_download", "4 download", "10 safe_signature");
        add(0x08, Access.CONFIGURE, "14 delete_file", "15 rename_file", "16 create_dir", "17 delete_dir");
        add(0x08, Access.CONFIGURE, "18 rename_dir", "20 sync_file_transfer");
        add(0x08, Access.SESSION, "8 end", "9 cancel");
    }

    private static void add(int group, Access access, String... services) {
        for (String service : services) {
            int blank = service.indexOf(' ');
            String name = GROUPS.get(group) + "_" + service.substring(blank + 1);
            SERVICES.put(key(group, Integer.parseInt(service.substring(0, blank))), new Service(name, access));
        }
    }

    private static int key(int group, int service) {
        return group << 16 | service;
    }

    /** Name of a group; its number if we know none. */
    static String group(int group) {
        return GROUPS.getOrDefault(group, String.format("group_0x%02x", group));
    }

    /** The service; one that we do not know may do anything. */
    static Service find(int group, int service) {
        Service known = SERVICES.get(key(group, service));
        return known != null ? known : new Service(group(group) + "_service_" + service, Access.EXECUTE);
    }
}
