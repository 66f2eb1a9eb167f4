package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * Why a request was refused (after RFC 9457).
 *
 * @param type short stable word, for instance {@code token-expired}
 * @param detail what failed, what was kept and what to try
 */
@Json
public record Problem(String type, String detail) {}
