package io.fieldwarden.agent.detect.incident;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a finding is within an attack (ATT&amp;CK for ICS tactics). */
enum Deed {
    /** Looking for devices and services (TA0102, Discovery). */
    RECON(Set.of("scan.address", "scan.port", "scan.plc")),
    /** Asking a device what it is and what it has (T0888, Remote System Information Discovery). */
    IDENTIFY(Set.of(
            "scan.function-code", "scan.points", "ot.new-master", "ot.device-interrogation", "ot.program-upload")),
    /** Acting on a device (TA0106, Impair Process Control). */
    CHANGE(Set.of(
            "ot.unauthorised-write",
            "ot.value-limit",
            "ot.safety-touch",
            "ot.plc-stop",
            "ot.plc-restart",
            "ot.mode-change",
            "ot.program-download",
            "ot.firmware-update",
            "ot.block-reporting",
            "ot.factory-reset",
            "mqtt.command-write"));

    private final Set<String> types;

    Deed(Set<String> types) {
        this.types = types;
    }

    static @Nullable Deed of(String type) {
        for (Deed deed : values()) {
            if (deed.types.contains(type)) {
                return deed;
            }
        }
        return null;
    }
}
