package io.fieldwarden.agent.observation;

/** What carries a connection. */
public enum Transport {
    TCP,
    UDP,
    ICMP,
    /** Directly on Ethernet: ARP, PROFINET, GOOSE. */
    LINK,
    /** Any other IP protocol. */
    IP,
    /** A broker's view: publications as a subscriber receives them, without the wire. */
    BROKER
}
