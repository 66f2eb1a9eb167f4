package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * An enrolled agent asks for its next certificate, over its present one.
 *
 * @param csrPem PKCS#10 request (RFC 2986) in PEM (RFC 7468)
 */
@Json
public record RenewalRequest(String csrPem) {}
