package io.fieldwarden.agent.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the operating system sees this process. */
final class HostProcess {
    private static final Path STATUS = Path.of("/proc/self/status");

    private HostProcess() {}

    /** Resident memory in bytes ({@code VmRSS} of proc(5)), or 0 where the system does not tell. */
    static long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
            return 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
