package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every control packet as Wireshark's MQTT dissector states it. */
public final class MqttWireshark implements Opinion {
    @Override
    public String protocol() {
        return "mqtt";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("mqtt");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.messages(subject.file(), "mqtt && !_ws.malformed", "mqtt", message -> wireshark(message, theirs));
        return new Facts(theirs, facts(subject.run()));
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return theirs && fact.contains("publish") && fact.contains(" qos 3 ")
                ? Optional.of("mqtt-wireshark-qos-3")
                : Optional.empty();
    }

    private static int port(OperationSeen seen) {
        return seen.connection().end(seen.from()).port();
    }

    private static List<String> facts(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            if (!seen.operation().protocol().equals("mqtt")) {
                continue;
            }
            Operation operation = seen.operation();
            String from = port(seen) + " " + operation.name();
            switch (operation.name()) {
                case "connect" -> {
                    if (!operation.attribute("proto_version").isEmpty()) {
                        facts.add(from + " " + operation.attribute("client_id"));
                    }
                    if (seen.outcome().kind() != Outcome.Kind.UNANSWERED) {
                        facts.add(from + " answered " + seen.outcome().code());
                    }
                }
                case "publish" ->
                    facts.add(from + " " + operation.attribute("topic") + " qos " + operation.attribute("qos")
                            + " retain " + operation.attribute("retain"));
                case "subscribe" ->
                    facts.add(from + " " + operation.attribute("topic") + " qos " + operation.attribute("qos"));
                case "unsubscribe" -> facts.add(from + " " + operation.attribute("topic"));
                default -> facts.add(from);
            }
        }
        return facts;
    }

    private static void wireshark(Map<String, List<String>> message, List<String> facts) {
        String from = first(message, "tcp.srcport");
        List<String> topics = message.getOrDefault("mqtt.topic", List.of());
        switch (first(message, "mqtt.msgtype")) {
            case "1" -> facts.add(from + " connect " + first(message, "mqtt.clientid"));
            case "2" -> {
                String code = first(message, "mqtt.conack.val") + first(message, "mqtt.connack.reason_code");
                facts.add(first(message, "tcp.dstport") + " connect answered " + code);
            }
            case "3" ->
                facts.add(from + " publish " + first(message, "mqtt.topic") + " qos " + first(message, "mqtt.qos")
                        + " retain " + first(message, "mqtt.retain").matches("1|[Tt]rue"));
            case "8" -> {
                List<String> levels = new ArrayList<>(message.getOrDefault("mqtt.sub.qos", List.of()));
                levels.addAll(message.getOrDefault("mqtt.subscription_options_qos", List.of()));
                for (int index = 0; index < topics.size(); index++) {
                    String qos = index < levels.size() ? levels.get(index) : "?";
                    facts.add(from + " subscribe " + topics.get(index) + " qos " + qos);
                }
            }
            case "10" -> topics.forEach(topic -> facts.add(from + " unsubscribe " + topic));
            case "12" -> facts.add(from + " pingreq");
            case "14" -> facts.add(from + " disconnect");
            case "15" -> facts.add(from + " auth");
            default -> {
                // answers are part of what they answer
            }
        }
    }

    private static String first(Map<String, List<String>> message, String field) {
        List<String> values = message.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
