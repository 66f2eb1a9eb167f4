package io.fieldwarden.agent.decode;

/** What a decoder makes of the first bytes of a conversation: bytes decide, a port is only a hint. */
public enum Recognition {
    /** Not this protocol. */
    NO,
    /** Could be; ask again with more bytes. */
    MAYBE,
    /** This protocol. */
    YES
}
