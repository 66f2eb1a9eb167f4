package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** DCE/RPC inside of pipes (C706 12.6.3): which interface is bound, which of its operations is called. */
final class SmbRpc {
    private static final int REQUEST = 0;
    private static final int BIND = 11;
    private static final int BIND_ACK = 12;
    private static final int ALTER_CONTEXT = 14;
    private static final int HEADER = 16;

    /** Interfaces by the first four bytes of their UUID. */
    private static final Map<String, String> INTERFACES = Map.ofEntries(
            Map.entry("367abb81", "svcctl"),
            Map.entry("1ff70682", "atsvc"),
            Map.entry("86d35949", "ITaskSchedulerService"),
            Map.entry("338cd001", "winreg"),
            Map.entry("12345778", "lsarpc_samr"),
            Map.entry("3919286a", "dssetup"),
            Map.entry("4b324fc8", "srvsvc"),
            Map.entry("6bffd098", "wkssvc"),
            Map.entry("12345678", "spoolss_netlogon"),
            Map.entry("76f03f96", "spoolss_asynchronous"),
            Map.entry("e3514235", "drsuapi"),
            Map.entry("82273fdc", "eventlog"),
            Map.entry("c681d488", "efsrpc"),
            Map.entry("df1941c5", "efsrpc"),
            Map.entry("894de0c0", "initshutdown"));

    private static final Map<String, String> OPERATIONS = Map.ofEntries(
            Map.entry("svcctl/0", "CloseServiceHandle"),
            Map.entry("svcctl/1", "ControlService"),
            Map.entry("svcctl/2", "DeleteService"),
            Map.entry("svcctl/6", "QueryServiceStatus"),
            Map.entry("svcctl/11", "ChangeServiceConfigW"),
            Map.entry("svcctl/12", "CreateServiceW"),
            Map.entry("svcctl/14", "EnumServicesStatusW"),
            Map.entry("svcctl/15", "OpenSCManagerW"),
            Map.entry("svcctl/16", "OpenServiceW"),
            Map.entry("svcctl/19", "StartServiceW"),
            Map.entry("svcctl/24", "CreateServiceA"),
            Map.entry("svcctl/27", "OpenSCManagerA"),
            Map.entry("svcctl/28", "OpenServiceA"),
            Map.entry("svcctl/31", "StartServiceA"),
            Map.entry("atsvc/0", "NetrJobAdd"),
            Map.entry("atsvc/1", "NetrJobDel"),
            Map.entry("atsvc/2", "NetrJobEnum"),
            Map.entry("atsvc/3", "NetrJobGetInfo"),
            Map.entry("ITaskSchedulerService/1", "SchRpcRegisterTask"),
            Map.entry("ITaskSchedulerService/12", "SchRpcRun"),
            Map.entry("ITaskSchedulerService/13", "SchRpcDelete"),
            Map.entry("dssetup/0", "DsRolerGetPrimaryDomainInformation"),
            Map.entry("srvsvc/15", "NetrShareEnum"),
            Map.entry("srvsvc/16", "NetrShareGetInfo"),
            Map.entry("srvsvc/21", "NetrServerGetInfo"),
            Map.entry("winreg/22", "BaseRegSetValue"),
            Map.entry("initshutdown/0", "BaseInitiateShutdown"));

    private SmbRpc() {}

    /** What a pipe is for, by its name; empty if that is not known. */
    static String service(String pipe) {
        String name = pipe.toLowerCase(Locale.ROOT).replace("\\pipe\\", "").replace("\\", "");
        return switch (name) {
            case "svcctl" -> "service control";
            case "atsvc" -> "task scheduler";
            case "winreg" -> "remote registry";
            case "samr" -> "accounts";
            case "lsarpc", "lsass" -> "security policy";
            case "srvsvc", "wkssvc" -> "server service";
            case "spoolss" -> "printing";
            case "netlogon" -> "domain log-in";
            case "drsuapi" -> "directory replication";
            case "eventlog" -> "event log";
            case "initshutdown" -> "shutdown";
            case "epmapper" -> "endpoint mapper";
            default -> "";
        };
    }

    /**
     * Reads what {@code request} puts into a pipe.
     *
     * @param bound the interface bound to the pipe so far, empty if none
     * @return the interface now bound
     */
    static String read(Window bytes, int at, int size, SmbRequest request, String bound) {
        if (size < HEADER || bytes.u8(at) != 5 || bytes.u8(at + 1) > 1) {
            return bound;
        }
        int type = bytes.u8(at + 2);
        if ((type == BIND || type == ALTER_CONTEXT) && size >= HEADER + 32) {
            String id = uuid(bytes, at + HEADER + 16);
            String name = INTERFACES.getOrDefault(id.substring(0, 8), id);
            request.add("dce_rpc.request", "BIND");
            request.add("dce_rpc.interface", id);
            request.add("dce_rpc.endpoint", name);
            return name;
        }
        if (type == REQUEST && size >= HEADER + 8) {
            int number = bytes.u16le(at + HEADER + 6);
            request.add("dce_rpc.request", "REQUEST");
            request.add("dce_rpc.endpoint", bound);
            request.add("dce_rpc.opnum", Integer.toString(number));
            request.add("dce_rpc.operation", OPERATIONS.getOrDefault(bound + "/" + number, ""));
            request.access = switch (bound) {
                case "svcctl", "atsvc", "ITaskSchedulerService", "winreg", "drsuapi", "initshutdown", "efsrpc" ->
                    Access.EXECUTE;
                default -> request.access;
            };
        } else if (type == BIND_ACK) {
            request.add("dce_rpc.response", "BINDACK");
        }
        return bound;
    }

    private static String uuid(Window bytes, int at) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(bytes.i32le(at)) + "-" + hex.toHexDigits((short) bytes.u16le(at + 4)) + "-"
                + hex.toHexDigits((short) bytes.u16le(at + 6)) + "-" + hex.toHexDigits((short) bytes.u16(at + 8)) + "-"
                + hex.toHexDigits((short) bytes.u16(at + 10)) + hex.toHexDigits(bytes.i32(at + 12));
    }
}
