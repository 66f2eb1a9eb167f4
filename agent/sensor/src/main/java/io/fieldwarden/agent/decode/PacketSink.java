package io.fieldwarden.agent.decode;

/** The next layer up. */
@FunctionalInterface
public interface PacketSink {
    /** Takes a packet whose lower layers are filled in; {@code packet} is reused after the call. */
    void packet(Packet packet);
}
