package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * A technique of MITRE ATT&amp;CK for ICS.
 *
 * @param id for instance {@code T0855}
 * @param name its name in the matrix
 */
@Json
public record Technique(String id, String name) {}
