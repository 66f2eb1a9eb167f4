package io.fieldwarden.agent.capture.broker;

import org.jspecify.annotations.Nullable;

/** Says in words why a broker did not take us. */
final class Refusals {
    // Codes of Paho itself start here; below are return codes of MQTT 3 (1 to 5) and reason codes of MQTT 5 (from 128).
    private static final int TIMEOUT = 32_000;

    private Refusals() {}

    /** The reason for {@code code}, as Paho numbers it, or for {@code cause} if that says more. */
    static String text(int code, @Nullable Throwable cause) {
        return switch (code) {
            case 1, 0x84 -> "does not speak this version of MQTT";
            case 2, 0x85 -> "refuses the client identifier";
            case 3, 0x88 -> "says it is unavailable";
            case 4, 0x86 -> "refuses the user name or password";
            case 5, 0x87 -> "does not authorise this client (user name, password or access rights)";
            case 0x89 -> "says it is too busy";
            case 0x8A -> "has banned this client";
            case 0x8B -> "is shutting down";
            case 0x8C -> "refuses the way we sign in";
            case 0x8D -> "says it heard nothing from us for too long";
            case 0x8E -> "gave the session to another client with the same identifier";
            case 0x97 -> "says a quota is used up";
            case TIMEOUT -> "does not answer in time";
            default -> cause == null ? "ended the connection (code " + code + ")" : root(cause);
        };
    }

    private static String root(Throwable cause) {
        Throwable deepest = cause;
        for (int depth = 0; deepest.getCause() != null && depth < 16; depth++) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return switch (deepest) {
            case java.io.EOFException _ -> "closed the connection";
            case java.net.UnknownHostException _ -> "has a host name that is not known: " + message;
            case java.net.SocketTimeoutException _ -> "does not answer in time";
            default ->
                "cannot be used: " + (message == null ? deepest.getClass().getSimpleName() : message);
        };
    }
}
