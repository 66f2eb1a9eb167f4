package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One situation somebody should look at: what was expected, what was seen, why it matters and what to do.
 * The same shape is used on the wire, in replay, in the API and in sinks. The vocabulary follows OCSF Detection Finding
 * (class 2004) and MITRE ATT&amp;CK for ICS.
 *
 * <p>One situation is one alert: when it is seen again its {@code count}, {@code lastSeen} and {@code revision} grow and
 * its {@code id} stays. A receiver keeps the highest revision of an id.
 *
 * @param id 32 lower-case hexadecimal digits, derived from agent, type, key and first sighting, so that a replayed capture
 *     gives the same ids
 * @param revision 0 when first raised, then 1 more with each change
 * @param type id of the alert type in the catalogue, for instance {@code ot.unauthorised-write}
 * @param title the alert type's title
 * @param confidence from 0 (a guess) to 1 (certain)
 * @param firstSeen traffic time of the first sighting
 * @param lastSeen traffic time of the latest sighting
 * @param count sightings so far, at least 1
 * @param agent name of the agent that raised it
 * @param site site of that agent
 * @param originator who opened the conversation, if there is one
 * @param responder who answered, if there is one
 * @param protocol application protocol in lower case, empty if none is concerned
 * @param operation the decoded operation, if one is concerned
 * @param expected what the learned profile or the rule says is normal
 * @param seen what was seen instead
 * @param techniques ATT&amp;CK for ICS techniques this may be part of
 * @param meaning why it matters, in words an operator understands
 * @param advice what to do, safely beside a running plant, step by step
 * @param key the situation in stable words: the same situation never asks twice
 * @param evidence packets around the sighting; a revision without leaves those of an earlier revision as they are
 */
@Json
public record Alert(
        String id,
        int revision,
        String type,
        String title,
        Severity severity,
        double confidence,
        Instant firstSeen,
        Instant lastSeen,
        long count,
        String agent,
        String site,
        @Nullable Party originator,
        @Nullable Party responder,
        String protocol,
        @Nullable OperationFact operation,
        Expectation expected,
        Sighting seen,
        List<Technique> techniques,
        String meaning,
        List<String> advice,
        String key,
        @Nullable Evidence evidence) {

    public Alert {
        techniques = List.copyOf(techniques);
        advice = List.copyOf(advice);
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", expected at least 1");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is " + confidence + ", expected 0 to 1");
        }
    }

    /** Returns this alert with other evidence. */
    public Alert withEvidence(@Nullable Evidence other) {
        return new Alert(
                id,
                revision,
                type,
                title,
                severity,
                confidence,
                firstSeen,
                lastSeen,
                count,
                agent,
                site,
                originator,
                responder,
                protocol,
                operation,
                expected,
                seen,
                techniques,
                meaning,
                advice,
                key,
                other);
    }
}
