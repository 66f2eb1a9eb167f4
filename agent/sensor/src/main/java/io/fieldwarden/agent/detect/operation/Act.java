package io.fieldwarden.agent.detect.operation;

/** What a command does to a controller itself, whatever its protocol calls it. */
enum Act {
    STOP("ot.plc-stop", "to stop"),
    RESTART("ot.plc-restart", "to restart"),
    MODE("ot.mode-change", "to run or to change its mode"),
    DOWNLOAD("ot.program-download", "to take or drop logic"),
    UPLOAD("ot.program-upload", "to hand over its logic"),
    FIRMWARE("ot.firmware-update", "to take firmware");

    /** The alert type. */
    final String type;
    /** Completes "told the controller …". */
    final String words;

    Act(String type, String words) {
        this.type = type;
        this.words = words;
    }
}
