package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Operation;

/** Tells commands on controllers from everything else, without knowing the protocol. */
final class Commands {
    private Commands() {}

    /** Whether an operation is a client's command on a device, as opposed to messages through a broker. */
    static boolean isCommand(Operation operation) {
        return switch (operation.access()) {
            case READ, WRITE, EXECUTE, CONFIGURE, IDENTIFY -> true;
            case PUBLISH, SUBSCRIBE, SESSION -> false;
        };
    }

    /** Whether a command can change the device. */
    static boolean changes(Operation operation) {
        return switch (operation.access()) {
            case WRITE, EXECUTE, CONFIGURE -> true;
            case READ, IDENTIFY, PUBLISH, SUBSCRIBE, SESSION -> false;
        };
    }

    /** Whether a command makes a device stop answering or reporting. */
    static boolean blocksReporting(Operation operation) {
        return operation.access() != Access.READ
                && (operation.name().contains("listen_only") || operation.name().contains("disable_unsolicited"));
    }
}
