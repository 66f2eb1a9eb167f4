package io.fieldwarden.agent.capture.afpacket;

import java.util.List;
import java.util.Optional;

/**
 * What to capture.
 *
 * @param interfaces their names, at least one
 * @param promiscuous whether to see frames addressed to others, as a mirror port delivers them
 * @param filter which frames the kernel hands over; all if empty
 * @param limits how much it may take
 */
public record AfPacketConfig(
        List<String> interfaces, boolean promiscuous, Optional<BpfProgram> filter, AfPacketLimits limits) {
    public AfPacketConfig {
        interfaces = List.copyOf(interfaces);
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("no interface to capture on; expected at least one name");
        }
    }

    /** All frames of {@code interfaces}. */
    public static AfPacketConfig of(List<String> interfaces) {
        return new AfPacketConfig(interfaces, true, Optional.empty(), AfPacketLimits.DEFAULT);
    }
}
