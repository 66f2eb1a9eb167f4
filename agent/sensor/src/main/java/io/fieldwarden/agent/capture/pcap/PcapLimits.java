package io.fieldwarden.agent.capture.pcap;

/**
 * What a capture file may claim before it is called damaged.
 *
 * @param blockBytesMax longest pcapng block or pcap record; libpcap and Wireshark draw the same line
 * @param interfacesMax most interfaces in one pcapng section
 */
public record PcapLimits(int blockBytesMax, int interfacesMax) {
    public static final PcapLimits DEFAULT = new PcapLimits(16 * 1024 * 1024, 4096);
}
