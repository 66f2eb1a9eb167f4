package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;
import java.util.Map;

/** MQTT in plc4x's tests: who connects, in which version, with which flags; never with which password. */
public final class Plc4xMqtt extends Plc4xVectors {
    private static final Map<String, String> VERSIONS = Map.of("3.1", "3", "3.1.1", "4", "5.0", "5");

    public Plc4xMqtt() {
        super("mqtt", new Spoken("mqtt", Transport.TCP, 1883, "BIG_ENDIAN"));
    }

    @Override
    void theirs(List<Plc4xSuite.Message> messages, List<String> facts) {
        for (Plc4xSuite.Message message : messages) {
            if (message.has("MQTT_ControlPacket_CONNECT")) {
                facts.add("connect " + message.parts("protocolName").getFirst().one("value"));
                facts.add("connect version " + message.one("protocolVersion"));
                facts.add(
                        "connect client " + message.parts("clientId").getFirst().one("value"));
                facts.add("connect keep alive " + message.one("keepAlive"));
                facts.add("connect clean start " + message.one("cleanStartFlagSet"));
                facts.add("connect password " + message.one("passwordFlagSet"));
                facts.add("connect user " + message.one("userNameFlagSet"));
            }
        }
    }

    @Override
    void ours(CaptureRun run, List<String> facts) {
        for (OperationSeen seen : run.operations()) {
            Operation operation = seen.operation();
            if (!operation.name().equals("connect")) {
                continue;
            }
            String version = operation.attribute("proto_version");
            facts.add(operation.name() + " " + operation.attribute("proto_name"));
            facts.add(operation.name() + " version " + VERSIONS.getOrDefault(version, version));
            facts.add(operation.name() + " client " + operation.attribute("client_id"));
            facts.add(operation.name() + " keep alive " + operation.attribute("keep_alive"));
            facts.add(operation.name() + " clean start " + operation.attribute("clean_start"));
            facts.add(operation.name() + " password "
                    + operation.attribute("has_password").equals("true"));
            facts.add(operation.name() + " user "
                    + operation.attribute("has_username").equals("true"));
        }
    }
}
