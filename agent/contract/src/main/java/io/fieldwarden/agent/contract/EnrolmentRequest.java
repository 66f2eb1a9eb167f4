package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * An agent asks for its certificate.
 *
 * @param token the join token's secret part; good once
 * @param agent name the agent wants
 * @param site site it stands at
 * @param csrPem PKCS#10 request (RFC 2986) in PEM (RFC 7468)
 */
@Json
public record EnrolmentRequest(String token, String agent, String site, String csrPem) {
    @Override
    public String toString() {
        return "EnrolmentRequest[agent=" + agent + ", site=" + site + "]"; // never the token
    }
}
