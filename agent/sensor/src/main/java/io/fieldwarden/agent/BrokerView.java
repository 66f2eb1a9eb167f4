package io.fieldwarden.agent;

import io.fieldwarden.agent.AgentConfig.BrokerConfig;
import io.fieldwarden.agent.capture.Publication;
import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.mqtt.MqttLimits;
import io.fieldwarden.agent.decode.mqtt.PublicationDecoder;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what broker taps hear into observations, on the lane's thread, beside the frames. */
final class BrokerView {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerView.class);

    private final List<PublicationDecoder> decoders = new ArrayList<>();
    private final RoomMeter meter;

    BrokerView(List<BrokerConfig> brokers, ObservationSink observations, Meters meters) {
        this.meter = meters.broker();
        List<PayloadDecoder> payloads = Lane.payloads();
        for (BrokerConfig broker : brokers) {
            int port = Math.max(broker.address().getPort(), 0);
            // connections of frames count up from 1: those of brokers count down from 0
            Connection connection = new Connection(
                    -1L - decoders.size(),
                    Transport.BROKER,
                    new Connection.Ends(Endpoint.UNKNOWN, new Endpoint(Address.ipv4(0), port, Endpoint.NO_MAC)),
                    0,
                    0,
                    true);
            decoders.add(
                    new PublicationDecoder(connection, new DecodeContext(observations, payloads), MqttLimits.DEFAULT));
        }
    }

    void publication(Publication publication) {
        meter.received(1);
        try {
            decoders.get(publication.broker()).decode(publication);
            meter.emitted(1);
        } catch (RuntimeException e) { // whatever a stranger publishes, the next message is decoded
            if (meter.report().failed() == 0) {
                LOG.error(
                        "A publication could not be decoded and was left out; this is a defect. Further ones are only"
                                + " counted.",
                        e);
            }
            meter.failed(1);
        }
    }
}
