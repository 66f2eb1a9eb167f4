package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * One end of a conversation.
 *
 * @param address IP address or, where there is none, the MAC address
 * @param port TCP or UDP port, 0 if there is none
 * @param mac hardware address as {@code 00:1b:1b:01:02:03}, empty if not seen on this segment
 * @param name what the device calls itself or is called in the configuration, empty if unknown
 */
@Json
public record Party(String address, int port, String mac, String name) {}
