package io.fieldwarden.agent.detect.login;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Set;

/** Tells logins from everything else, protocol by protocol. */
final class Login {
    private static final int HTTP_UNAUTHORIZED = 401;

    private static final Set<String> NAMES = Set.of(
            "telnet login", "ssh userauth", "ftp pass", "smb session_setup", "smb session_setup_andx", "vnc handshake");
    private static final Set<String> PROTOCOLS = Set.of("telnet", "ssh", "ftp", "smb", "vnc", "http");

    private Login() {}

    /** Whether an operation asks to be let in. */
    static boolean is(Operation operation) {
        if (!PROTOCOLS.contains(operation.protocol())) {
            return false;
        }
        return operation.protocol().equals("http")
                ? !text(operation, "authorization").isEmpty()
                : NAMES.contains(operation.protocol() + " " + operation.name());
    }

    /** Whether the device did not let it in. */
    static boolean failed(OperationSeen seen) {
        return seen.outcome().kind() == Outcome.Kind.REFUSED
                && (!seen.operation().protocol().equals("http")
                        || seen.outcome().code() == HTTP_UNAUTHORIZED);
    }

    /** Whether a password crossed the network readably: FTP and Telnet, and HTTP Basic (RFC 7617). */
    static boolean isReadable(Operation operation) {
        return switch (operation.protocol()) {
            case "telnet", "ftp" -> text(operation, "password").equals("present");
            case "http" -> text(operation, "authorization").equalsIgnoreCase("basic");
            default -> false;
        };
    }

    private static String text(Operation operation, String name) {
        List<Attribute> attributes = operation.attributes();
        for (int index = 0; index < attributes.size(); index++) {
            if (attributes.get(index).name().equals(name)) {
                return attributes.get(index).value();
            }
        }
        return "";
    }
}
