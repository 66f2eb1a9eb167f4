package io.fieldwarden.agent.capture.pcap;

/** How fast a capture file is handed over. */
public enum Pace {
    /** As fast as it can be read. */
    FULL_SPEED,
    /** Frame by frame at the distances in time it was recorded with. */
    RECORDED
}
