package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * The packets around a sighting.
 *
 * @param packets how many
 * @param pcapng a complete pcapng file, at most {@link #BYTES_MAX} bytes
 */
@Json
@SuppressWarnings("ArrayRecordComponent") // the wire carries it as base64; it is never compared
public record Evidence(int packets, byte[] pcapng) {
    /** Largest evidence file, so that an alert always fits a batch. */
    public static final int BYTES_MAX = 64 * 1024;
}
