package io.fieldwarden.agent.decode;

/** What a decoder makes of the first bytes of a conversation: bytes decide, a port is only a hint. */
public enum Recognition {
    /** Not this protocol. */
    NO,
    /** Could be; ask again with more bytes. */
    MAYBE,
    /**
     * Fits, but so might another: taken when no other decoder is sure or wants to see more. For protocols whose first bytes
     * say little; where the usual port agrees too, a decoder may be sure.
     */
    LIKELY,
    /** This protocol. */
    YES
}
