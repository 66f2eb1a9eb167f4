package io.fieldwarden.agent.decode.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.Publication;
import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.json.JsonDecoder;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationDecoderTest {
    private final List<Observation> seen = new ArrayList<>();
    private final Connection connection = new Connection(
            1,
            Transport.BROKER,
            new Connection.Ends(Endpoint.UNKNOWN, new Endpoint(Address.ipv4(0x7F00_0001), 1883, Endpoint.NO_MAC)),
            0,
            new Connection.Opening(0, false));
    private final PublicationDecoder decoder = new PublicationDecoder(
            connection, new DecodeContext(seen::add, List.of(new JsonDecoder())), MqttLimits.DEFAULT);

    @Test
    void publication_gives_what_its_wire_would_have_given() {
        byte[] payload = "{\"v\":[1,2]}".getBytes(StandardCharsets.UTF_8);
        decoder.decode(new Publication(0, 5, "line1/temp", payload, 1, true));
        decoder.decode(new Publication(0, 6, "line1/temp", payload, 1, true));
        assertThat(connection.protocol()).isEqualTo("mqtt");
        assertThat(seen).hasSize(6);
        OperationSeen publish = (OperationSeen) seen.getFirst();
        assertThat(publish.atNanos()).isEqualTo(5);
        assertThat(publish.from()).isEqualTo(Direction.FROM_RESPONDER);
        assertThat(publish.outcome()).isEqualTo(Outcome.ONE_WAY);
        assertThat(publish.operation().attribute("topic")).isEqualTo("line1/temp");
        assertThat(publish.operation().attribute("retain")).isEqualTo("true");
        assertThat(publish.operation().attribute("qos")).isEqualTo("1");
        assertThat(((ValueSeen) seen.get(1)).points()).hasToString("line1/temp#/v/0");
        assertThat(((OperationSeen) seen.get(3)).operation()).isSameAs(publish.operation());
    }

    @Test
    void payload_beyond_the_limit_is_told_and_not_read() {
        byte[] payload = new byte[MqttLimits.DEFAULT.packetBytesMax() + 1];
        decoder.decode(new Publication(0, 5, "image", payload, 0, false));
        assertThat(seen).hasSize(2);
        assertThat(((AnomalySeen) seen.getLast()).anomaly()).isEqualTo(MqttAnomaly.TOO_LARGE);
    }
}
