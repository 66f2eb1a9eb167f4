package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.observation.ObservationSink;
import java.util.List;

/**
 * What a session may use.
 *
 * @param observations where facts go
 * @param payloads decoders for what other protocols carry, tried in order
 */
public record DecodeContext(ObservationSink observations, List<PayloadDecoder> payloads) {
    public DecodeContext {
        payloads = List.copyOf(payloads);
    }
}
