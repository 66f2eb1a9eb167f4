package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Topics subscribed to and published, and what is published, as IPAL transcribes them. */
public final class MqttIpal implements Opinion {
    private static final String PUBLISH = "3";
    private static final String SUBSCRIBE = "8";

    @Override
    public String protocol() {
        return "mqtt";
    }

    @Override
    public String whose() {
        return "ipal";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return !IpalMessages.of(subject, "mqtt").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (IpalMessages.Message message : IpalMessages.of(subject, "mqtt")) {
            String from = message.get("src");
            message.tags().forEach((topic, value) -> {
                if (message.get("type").equals(SUBSCRIBE)) {
                    theirs.add(from + " subscribe " + topic);
                } else if (message.get("type").equals(PUBLISH)) {
                    theirs.add(from + " publish " + topic);
                    theirs.add(topic + " = " + value);
                }
            });
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            String name = seen.operation().name();
            if (seen.operation().protocol().equals("mqtt") && name.matches("publish|subscribe")) {
                String from = seen.connection().end(seen.from()).toString();
                ours.add(from + " " + name + " " + seen.operation().attribute("topic"));
            }
        }
        for (ValueSeen value : subject.run().values()) {
            if (value.connection().protocol().equals("mqtt")) {
                ours.add(value.points().space() + " = " + value.values().text(0));
            }
        }
        return new Facts(theirs, ours);
    }
}
