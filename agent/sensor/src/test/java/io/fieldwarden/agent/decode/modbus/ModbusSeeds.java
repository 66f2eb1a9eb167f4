package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;

/** The exchanges of {@link ModbusCorpus}, five to a conversation. */
public final class ModbusSeeds implements Corpus {
    private static final int EXCHANGES = 5;

    @Override
    public String protocol() {
        return "modbus";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 502;
    }

    @Override
    public List<List<Message>> conversations() {
        List<List<Message>> conversations = new ArrayList<>();
        for (int index = 0; index < ModbusCorpus.EXCHANGES.size(); index++) {
            if (index % EXCHANGES == 0) {
                conversations.add(new ArrayList<>());
            }
            ModbusCorpus.Exchange exchange = ModbusCorpus.EXCHANGES.get(index);
            conversations.getLast().add(new Message(Direction.FROM_ORIGINATOR, exchange.request()));
            conversations.getLast().add(new Message(Direction.FROM_RESPONDER, exchange.answer()));
        }
        return conversations;
    }
}
