package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages of plc4x's own tests with the fields plc4x reads out of them; a class a protocol says which of them we tell too. */
abstract class Plc4xVectors implements Opinion {
    private static final String TORN = "torn ";

    /** How plc4x calls the protocol, on which transport and port it is spoken, and in which order of bytes. */
    record Spoken(String name, Transport transport, int port, String byteOrder) {}

    private final String protocol;
    private final Spoken spoken;

    Plc4xVectors(String protocol, Spoken spoken) {
        this.protocol = protocol;
        this.spoken = spoken;
    }

    @Override
    public final String protocol() {
        return protocol;
    }

    @Override
    public final String whose() {
        return "plc4x";
    }

    @Override
    public final boolean about(Subject subject) throws IOException {
        return subject.vectors(spoken.byteOrder())
                .filter(suite -> suite.protocol().equals(spoken.name()))
                .filter(suite ->
                        suite.conversations().stream().flatMap(List::stream).anyMatch(this::isMessage))
                .isPresent();
    }

    @Override
    public final Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (List<Plc4xSuite.Message> all :
                subject.vectors(spoken.byteOrder()).orElseThrow().conversations()) {
            List<Plc4xSuite.Message> whole = new ArrayList<>();
            for (Plc4xSuite.Message message : all) {
                if (isMessage(message) && length(message) == message.bytes().length) {
                    whole.add(message);
                } else if (isMessage(message)) {
                    theirs.add(TORN + message.test());
                }
            }
            theirs(whole, theirs);
            ours(new CaptureRun(play(whole, theirs, ours)), ours);
        }
        return new Facts(theirs, ours);
    }

    /** The fields of some messages do not fill the length another field of them states: nobody could send that. */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return theirs && fact.startsWith(TORN) ? Optional.of("plc4x-lengths") : Optional.empty();
    }

    /** Plays the messages; each must be recognised by itself, and none be given up. */
    private List<Observation> play(List<Plc4xSuite.Message> messages, List<String> theirs, List<String> ours) {
        ProtocolDecoder decoder = Plugged.of(ProtocolDecoder.class).stream()
                .filter(each -> each.protocol().equals(protocol))
                .findFirst()
                .orElseThrow();
        List<Observation> seen = new ArrayList<>();
        Conversation conversation = open(decoder);
        for (Plc4xSuite.Message message : messages) {
            if (begins(message)) {
                seen.addAll(conversation.close().observations);
                conversation = open(decoder);
            }
            Direction from = isAnswer(message) ? Direction.FROM_RESPONDER : Direction.FROM_ORIGINATOR;
            Window window = new Window().over(message.bytes(), 0, message.bytes().length);
            Recognition recognition = decoder.recognise(window, from, conversation.connection);
            conversation.feed(from, message.bytes());
            boolean taken = !conversation.malformed() && conversation.pending(from) == 0;
            String fact = message.test() + ": " + spoken.name();
            theirs.add(fact);
            if (taken && recognition != Recognition.NO) {
                ours.add(fact);
            }
            if (!taken) {
                seen.addAll(conversation.close().observations);
                conversation = open(decoder);
            }
        }
        seen.addAll(conversation.close().observations);
        return seen;
    }

    private Conversation open(ProtocolDecoder decoder) {
        Connection connection = Conversation.connection(spoken.transport(), spoken.port(), false);
        connection.recognised(protocol);
        return new Conversation(decoder, connection, Plugged.of(PayloadDecoder.class));
    }

    /** Whether it is a whole message of the protocol, and not a part of one. */
    boolean isMessage(Plc4xSuite.Message message) {
        return true;
    }

    /** Whether a connection of its own begins with it. */
    boolean begins(Plc4xSuite.Message message) {
        return false;
    }

    /** How many bytes it has, as its own fields say. */
    int length(Plc4xSuite.Message message) {
        return message.bytes().length;
    }

    /** Whether a device sent it. */
    boolean isAnswer(Plc4xSuite.Message message) {
        return message.answer();
    }

    /** What plc4x reads out of messages of one connection. */
    abstract void theirs(List<Plc4xSuite.Message> messages, List<String> facts);

    /** What we read out of them, in the same words. */
    abstract void ours(CaptureRun run, List<String> facts);
}
