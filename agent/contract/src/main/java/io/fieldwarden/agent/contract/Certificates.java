package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * The collector's answer to an enrolment or a renewal.
 *
 * @param agent the name the certificate says
 * @param certificatePem the agent's certificate
 * @param authorityPem the collector's own certificate authority
 * @param renewFrom from when on the agent should renew
 */
@Json
public record Certificates(String agent, String certificatePem, String authorityPem, Instant renewFrom) {}
