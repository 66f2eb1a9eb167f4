package io.fieldwarden.agent.contract.catalogue;

import io.avaje.jsonb.Json;

/**
 * A family of alert types.
 *
 * @param id for instance {@code OT}
 * @param title what it judges
 */
@Json
public record AlertEngine(String id, String title) {}
