package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * Proof of storage: given only when every alert of the batch is durable at the collector.
 *
 * @param batch id of the batch
 * @param stored alerts or revisions that were new
 * @param known alerts or revisions that were there already
 */
@Json
public record Receipt(String batch, int stored, int known) {}
