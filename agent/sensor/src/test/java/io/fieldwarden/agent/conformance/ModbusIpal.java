package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tags read and written as IPAL transcribes them. */
public final class ModbusIpal implements Opinion {
    /** It numbers the coils of this one from one, all others from zero. */
    private static final String WRITE_MULTIPLE_COILS = "15";

    @Override
    public String protocol() {
        return "modbus";
    }

    @Override
    public String whose() {
        return "ipal";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return !IpalMessages.of(subject, "modbus").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (IpalMessages.Message message : IpalMessages.of(subject, "modbus")) {
            int tooHigh = message.get("type").equals(WRITE_MULTIPLE_COILS) ? 1 : 0;
            if (message.get("activity").matches("inform|action")) {
                message.tags().forEach((tag, value) -> {
                    if (value.matches("-?\\d+")) {
                        int last = tag.lastIndexOf('.');
                        int number = Integer.parseInt(tag.substring(last + 1)) - tooHigh;
                        theirs.add(tag.substring(0, last).replace('.', '-') + "/" + number + " = " + value);
                    }
                });
            }
        }
        List<String> ours = new ArrayList<>();
        for (ValueSeen value : ModbusWords.values(subject)) {
            for (int index = 0; index < value.points().count(); index++) {
                String name = value.points().name(index);
                ours.add(name.substring(name.indexOf('/') + 1) + " = "
                        + value.values().text(index));
            }
        }
        return new Facts(theirs, ours);
    }
}
