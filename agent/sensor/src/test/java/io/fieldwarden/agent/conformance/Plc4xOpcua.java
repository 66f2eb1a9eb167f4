package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** OPC UA in plc4x's tests: hello and acknowledgement; parts of messages, which no connection carries alone, are left out. */
public final class Plc4xOpcua extends Plc4xVectors {
    public Plc4xOpcua() {
        super("opcua", new Spoken("opcua", Transport.TCP, 4840, "LITTLE_ENDIAN"));
    }

    @Override
    boolean isMessage(Plc4xSuite.Message message) {
        return message.has("MessagePDU");
    }

    @Override
    int length(Plc4xSuite.Message message) {
        return message.number("totalLength", message.bytes().length);
    }

    @Override
    void theirs(List<Plc4xSuite.Message> messages, List<String> facts) {
        for (Plc4xSuite.Message message : messages) {
            if (message.has("OpcuaHelloRequest")) {
                facts.add("hello " + message.one("stringValue"));
            }
            if (message.has("OpcuaAcknowledgeResponse")) {
                facts.add("acknowledged");
            }
        }
    }

    @Override
    void ours(CaptureRun run, List<String> facts) {
        for (OperationSeen seen : run.operations()) {
            Operation operation = seen.operation();
            if (operation.name().equals("hello")) {
                facts.add("hello " + operation.attribute("endpoint_url"));
                if (seen.outcome().kind() == Outcome.Kind.SUCCEEDED) {
                    facts.add("acknowledged");
                }
            }
        }
    }
}
