package io.fieldwarden.agent.capture;

import java.util.Optional;

/** Link-layer header types (the tcpdump.org LINKTYPE registry) that can be read. */
public enum LinkType {
    NULL(0),
    ETHERNET(1),
    RAW(101),
    LOOP(108),
    LINUX_SLL(113),
    IPV4(228),
    IPV6(229),
    LINUX_SLL2(276);

    private final int number;

    LinkType(int number) {
        this.number = number;
    }

    /** Its number in capture files. */
    public int number() {
        return number;
    }

    public static Optional<LinkType> of(int number) {
        for (LinkType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        // 9 is PPP and 12 and 14 are raw IP as some systems number it
        return number == 12 || number == 14 ? Optional.of(RAW) : Optional.empty();
    }
}
