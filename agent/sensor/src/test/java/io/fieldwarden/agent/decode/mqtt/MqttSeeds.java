package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;
import java.util.stream.Stream;

/** The conversations of {@link PacketCorpus}. */
public final class MqttSeeds implements Corpus {
    @Override
    public String protocol() {
        return "mqtt";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 1883;
    }

    @Override
    public List<List<Message>> conversations() {
        return Stream.of(3, 4, 5)
                .map(level -> PacketCorpus.conversation(level).stream()
                        .map(sent -> new Message(sent.from(), sent.bytes()))
                        .toList())
                .toList();
    }
}
