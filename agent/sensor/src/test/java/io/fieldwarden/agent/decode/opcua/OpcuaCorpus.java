package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Sessions made after the standard: plain, refused, secured. */
public final class OpcuaCorpus implements Corpus {
    @Override
    public String protocol() {
        return OpcuaDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return OpcuaDecoder.PORT;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(plain(), refused(), secured());
    }

    private static Message ask(byte[] bytes) {
        return new Message(Direction.FROM_ORIGINATOR, bytes);
    }

    private static Message say(byte[] bytes) {
        return new Message(Direction.FROM_RESPONDER, bytes);
    }

    private static List<Message> opened() {
        return new ArrayList<>(List.of(
                ask(OpcuaBytes.hello("opc.tcp://plant:4840")),
                say(OpcuaBytes.acknowledge()),
                ask(OpcuaBytes.openRequest()),
                say(OpcuaBytes.openResponse())));
    }

    private static List<Message> plain() {
        List<Message> all = opened();
        byte[][] requests = {
            OpcuaBytes.activate("operator", "hunter2"),
            OpcuaBytes.read("Boiler.Temp"),
            OpcuaBytes.write("Boiler.Setpoint", 80.5),
            OpcuaBytes.call(2253, 11_492, 5),
            OpcuaBytes.monitor("Boiler.Temp", 12),
            OpcuaBytes.publish()
        };
        byte[][] answers = {
            OpcuaBytes.activateResponse(),
            OpcuaBytes.readResponse(71.25, 0),
            OpcuaBytes.writeResponse(0),
            OpcuaBytes.callResponse(0),
            OpcuaBytes.monitorResponse(),
            OpcuaBytes.publishResponse(12, 71.5)
        };
        for (int index = 0; index < requests.length; index++) {
            all.add(ask(OpcuaBytes.chunk("MSGF", index + 2, index + 2, requests[index])));
            all.add(say(OpcuaBytes.chunk("MSGF", index + 2, index + 2, answers[index])));
        }
        all.add(ask(OpcuaBytes.chunk("CLOF", 8, 8, OpcuaBytes.request(452).bytes())));
        return all;
    }

    private static List<Message> refused() {
        List<Message> all = opened();
        byte[] write = OpcuaBytes.write("Boiler.Setpoint", 80.5);
        byte[] head = Arrays.copyOf(write, 20);
        byte[] tail = Arrays.copyOfRange(write, 20, write.length);
        all.add(ask(OpcuaBytes.chunk("MSGC", 2, 2, head)));
        all.add(ask(OpcuaBytes.chunk("MSGF", 3, 2, tail)));
        all.add(say(OpcuaBytes.chunk("MSGF", 2, 2, OpcuaBytes.writeResponse(0x801F_0000L))));
        all.add(ask(OpcuaBytes.chunk("MSGF", 4, 3, OpcuaBytes.read("Boiler.Temp"))));
        all.add(say(OpcuaBytes.chunk(
                "MSGF", 3, 3, OpcuaBytes.response(397, 0x8025_0000L).bytes())));
        all.add(ask(OpcuaBytes.chunk("MSGF", 5, 4, OpcuaBytes.read("Boiler.Temp"))));
        all.add(say(OpcuaBytes.chunk(
                "MSGA", 4, 4, new OpcuaBytes().u32(0x80B8_0000L).text("too big").bytes())));
        all.add(ask(OpcuaBytes.chunk("MSGF", 6, 5, OpcuaBytes.read("Boiler.Temp"))));
        all.add(say(OpcuaBytes.error(0x8086_0000L, "unknown channel")));
        return all;
    }

    private static List<Message> secured() {
        byte[] noise = new byte[256];
        new Random(62541).nextBytes(noise);
        List<Message> all = new ArrayList<>();
        all.add(ask(OpcuaBytes.opening("Basic256Sha256", noise)));
        all.add(say(OpcuaBytes.opening("Basic256Sha256", noise)));
        all.add(ask(OpcuaBytes.message(
                "MSGF", new OpcuaBytes().u32(9).u32(1).raw(noise).bytes())));
        all.add(say(OpcuaBytes.message(
                "MSGF", new OpcuaBytes().u32(9).u32(1).raw(noise).bytes())));
        return all;
    }
}
