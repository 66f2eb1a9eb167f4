package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class SnmpCorpus implements Corpus {
    @Override
    public String protocol() {
        return "snmp";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 161;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(SnmpBytes.GET), Message.answer(SnmpBytes.GET_ANSWER)),
                List.of(Message.request(SnmpBytes.SET), Message.answer(SnmpBytes.SET_ANSWER)),
                List.of(Message.request(SnmpBytes.BULK), Message.answer(SnmpBytes.BULK_ANSWER)),
                List.of(Message.request(SnmpBytes.NEXT), Message.request(SnmpBytes.TRAP_1)),
                List.of(Message.request(SnmpBytes.TRAP_2), Message.request(SnmpBytes.INFORM)),
                List.of(Message.request(SnmpBytes.V3_GET), Message.answer(SnmpBytes.V3_REPORT)),
                List.of(Message.request(SnmpBytes.V3_SECRET), Message.answer(SnmpBytes.V3_SECRET)));
    }
}
