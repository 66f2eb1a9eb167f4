package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import org.jspecify.annotations.Nullable;

/** Knows the topics and publishers of one lane's brokers. */
final class PublicationsSession implements DetectorSession {
    private final DetectContext context;
    private final Clients clients = new Clients();
    private final Familiar topics;
    /** Tapped brokers that were there while learning: only of those it is known what is normal. */
    private final SeenBefore taps;

    private final KeyText tapKey = new KeyText();
    private final Familiar publishers;
    /** Which address publishes what: all that is known of clients whose CONNECT came before the watching did. */
    private final Familiar stations;

    private final PublicationMemo memo = new PublicationMemo();
    private final ShapeMemo topicShapes = new ShapeMemo(Shapes::ofTopic);
    private final ShapeMemo clientShapes = new ShapeMemo(Shapes::ofClient);

    PublicationsSession(DetectContext context) {
        this.context = context;
        this.topics = new Familiar(context, "mqtt.topic");
        this.taps = context.baseline().seen("mqtt.tap");
        this.publishers = new Familiar(context, "mqtt.publisher");
        this.stations = new Familiar(context, "mqtt.publishing-station");
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> {
                if (MqttFields.isPublish(seen.operation())) {
                    published(seen);
                } else if (MqttFields.isConnect(seen.operation())) {
                    if (clients.knows(seen)) {
                        memo.forget(seen.connection().id());
                    }
                    clients.connected(seen);
                }
            }
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void published(OperationSeen seen) {
        String topic = MqttFields.topic(seen.operation());
        Entry known = memo.find(seen.connection().id(), topic);
        if (known != null) {
            known.again(seen.atNanos());
            return;
        }
        boolean tapped = seen.connection().transport() == Transport.BROKER;
        if (topic.isEmpty() || (!MqttFields.fromClient(seen) && !tapped)) {
            return; // what the broker hands on was judged when it came in
        }
        Address broker = tapped
                ? seen.connection().responder().address()
                : seen.connection().end(seen.from().opposite()).address();
        if (tapped
                && context.isNew(
                        taps,
                        tapKey.start()
                                .part(broker)
                                .part(seen.connection().responder().port()),
                        broker,
                        seen.atNanos())) {
            return;
        }
        judge(seen, broker, topic, tapped ? "" : clients.name(seen));
    }

    private void judge(OperationSeen seen, Address broker, String topic, String client) {
        Address who = seen.connection().end(seen.from()).address();
        if (isNewTopic(broker, topic, who, seen.atNanos())) {
            if (CommandTopics.isCommand(topic)) {
                raiseCommand(seen, broker, topic, client);
            } else {
                raiseTopic(seen, broker, topic, client);
            }
        } else if (!client.isEmpty()) {
            boolean isNewStation = isNewStation(broker, topic, seen);
            if (clients.isNamed(seen) ? isNewPublisher(broker, topic, client, seen) : isNewStation) {
                if (CommandTopics.isCommand(topic)) {
                    raiseCommand(seen, broker, topic, client);
                } else {
                    raisePublisher(seen, broker, topic, client);
                }
            }
        }
    }

    private boolean isNewTopic(Address broker, String topic, Address who, long atNanos) {
        topics.key().part(broker).part(topic);
        if (topics.again(atNanos)) {
            return false;
        }
        String shape = topicShapes.of(topic);
        topics.shape().part(broker).part(shape);
        return topics.isNew(hasId(topic, shape), who, atNanos);
    }

    private boolean isNewPublisher(Address broker, String topic, String client, OperationSeen seen) {
        publishers.key().part(broker).part(client).part(topic);
        @Nullable Entry known = publishers.find();
        if (known != null) {
            known.again(seen.atNanos());
            memo.put(seen.connection().id(), topic, known);
            return false;
        }
        String topicShape = topicShapes.of(topic);
        String clientShape = clientShapes.of(client);
        publishers.shape().part(broker).part(clientShape).part(topicShape);
        return publishers.isNew(
                hasId(topic, topicShape) || hasId(client, clientShape),
                seen.connection().end(seen.from()).address(),
                seen.atNanos());
    }

    private boolean isNewStation(Address broker, String topic, OperationSeen seen) {
        Address station = seen.connection().end(seen.from()).address();
        stations.key().part(broker).part(station).part(topic);
        @Nullable Entry known = stations.find();
        if (known != null) {
            known.again(seen.atNanos());
            if (!clients.isNamed(seen)) {
                memo.put(seen.connection().id(), topic, known);
            }
            return false;
        }
        String shape = topicShapes.of(topic);
        stations.shape().part(broker).part(station).part(shape);
        return stations.isNew(hasId(topic, shape), station, seen.atNanos());
    }

    private static boolean hasId(String text, String shape) {
        return !shape.equals(text);
    }

    /** One situation per client, whatever it commands. */
    private void raiseCommand(OperationSeen seen, Address broker, String topic, String client) {
        String publisher = client.isEmpty() ? "An unknown client" : "Client " + Phrases.quote(client);
        Finding finding = new Finding(
                seen.atNanos(),
                Publications.COMMAND,
                broker + " " + Phrases.quote(client.isEmpty() ? Shapes.ofTopic(topic) : Shapes.ofClient(client)),
                who(seen),
                () -> Story.unlearned(
                                Phrases.learned(
                                        publishers.exact(),
                                        "Learned publishers of " + Phrases.quote(topic),
                                        "message",
                                        new KeyPattern().part(broker).any().part(topic),
                                        entry -> Phrases.quote(entry.parts()[1])),
                                publisher + " publishes on " + Phrases.quote(topic)
                                        + ", by which devices are told what to do, and never did.",
                                0.9)
                        .about(seen));
        context.findings().raise(finding.noting(Phrases.quote(topic)));
    }

    /** One situation per client: whoever starts to use new topics mostly uses many. */
    private void raiseTopic(OperationSeen seen, Address broker, String topic, String client) {
        String publisher = client.isEmpty() ? "an unknown client" : "client " + Phrases.quote(client);
        String shape = Shapes.ofTopic(topic);
        String key = broker + " " + Phrases.quote(client.isEmpty() ? shape : Shapes.ofClient(client));
        Finding finding = new Finding(
                seen.atNanos(),
                Publications.TOPIC,
                key,
                who(seen),
                () -> Story.unlearned(
                                Phrases.known(topics.exact(), "{} topics were seen while learning."),
                                "Topic " + Phrases.quote(topic) + " did not exist before; " + publisher
                                        + " publishes on it.",
                                0.8)
                        .about(seen));
        context.findings().raise(finding.noting(Phrases.quote(shape)));
    }

    private void raisePublisher(OperationSeen seen, Address broker, String topic, String client) {
        String shape = Shapes.ofTopic(topic);
        String key = broker + " " + Phrases.quote(Shapes.ofClient(client)) + " " + Phrases.quote(shape);
        Finding finding = new Finding(
                seen.atNanos(),
                Publications.PUBLISHER,
                key,
                who(seen),
                () -> Story.unlearned(
                                Phrases.learned(
                                        publishers.exact(),
                                        "Learned publishers of " + Phrases.quote(topic),
                                        "message",
                                        new KeyPattern().part(broker).any().part(topic),
                                        entry -> Phrases.quote(entry.parts()[1])),
                                "Client " + Phrases.quote(client) + " publishes on " + Phrases.quote(topic)
                                        + ", where it never did.",
                                0.9)
                        .about(seen));
        context.findings().raise(finding.noting(Phrases.quote(topic)));
    }

    private static Who who(OperationSeen seen) {
        boolean tapped = seen.connection().transport() == Transport.BROKER;
        Who who = tapped ? Who.of(seen.connection()) : Who.asked(seen.connection(), seen.from());
        return who.over(MqttFields.PROTOCOL);
    }
}
