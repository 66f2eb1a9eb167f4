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
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
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
            // connections of frames count up from 1: those of brokers count down from 0
            Connection connection = new Connection(
                    -1L - decoders.size(),
                    Transport.BROKER,
                    new Connection.Ends(Endpoint.UNKNOWN, endpoint(broker.address())),
                    0,
                    new Connection.Opening(0, true));
            decoders.add(
                    new PublicationDecoder(connection, new DecodeContext(observations, payloads), MqttLimits.DEFAULT));
        }
    }

    /** The broker as its address resolves now; brokers that do not resolve are told apart by their port only. */
    private static Endpoint endpoint(URI address) {
        int port = Math.max(address.getPort(), 0);
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(InetAddress.getByName(address.getHost()).getAddress());
            Address resolved = bytes.remaining() == Integer.BYTES
                    ? Address.ipv4(bytes.getInt())
                    : Address.ipv6(bytes.getLong(), bytes.getLong());
            return new Endpoint(resolved, port, Endpoint.NO_MAC);
        } catch (UnknownHostException e) {
            LOG.warn("The broker address {} does not resolve now: {}", address.getHost(), e.getMessage());
            return new Endpoint(Address.ipv4(0), port, Endpoint.NO_MAC);
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
