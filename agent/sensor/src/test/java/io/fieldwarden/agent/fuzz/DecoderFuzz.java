package io.fieldwarden.agent.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.sun.management.ThreadMXBean;
import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A decoder against whatever the fuzzer thinks of: raw messages, or a valid conversation of its corpus with fields overwritten,
 * cut, repeated and left out. Which decoder, says the system property {@code fuzz.protocol}; without it the input does.
 */
public final class DecoderFuzz {
    private static final int MESSAGES_MAX = 16;
    private static final int MESSAGE_BYTES_MAX = 1_500;
    private static final int EDITS_MAX = 6;
    private static final int TOLD_PER_MESSAGE_MAX = 4_096;
    /** More than this for one input means that a length field was believed. */
    private static final long ALLOCATED_BYTES_MAX = 64 << 20;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Corpus> CORPORA = corpora();
    /** Kept, since making them anew for every input takes longer than decoding one. */
    private static final List<List<List<Corpus.Message>>> CONVERSATIONS =
            CORPORA.stream().map(Corpus::conversations).toList();

    private static final Map<String, ServiceLoader.Provider<ProtocolDecoder>> DECODERS = decoders();
    private static final List<PayloadDecoder> PAYLOADS = ServiceLoader.load(PayloadDecoder.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private DecoderFuzz() {}

    private static List<Corpus> corpora() {
        String protocol = System.getProperty("fuzz.protocol", "");
        List<Corpus> found = ServiceLoader.load(Corpus.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(corpus -> protocol.isEmpty() || corpus.protocol().equals(protocol))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no corpus of protocol \"" + protocol + "\"");
        }
        return found;
    }

    private static Map<String, ServiceLoader.Provider<ProtocolDecoder>> decoders() {
        return ServiceLoader.load(ProtocolDecoder.class).stream()
                .collect(Collectors.toMap(provider -> provider.get().protocol(), Function.identity()));
    }

    /** A new one for every input, so that an input alone says what happens. */
    private static ProtocolDecoder decoder(String protocol) {
        return Objects.requireNonNull(DECODERS.get(protocol), protocol).get();
    }

    /** One input of the fuzzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int number = data.consumeInt(0, CORPORA.size() - 1);
        Corpus corpus = CORPORA.get(number);
        boolean midstream = data.consumeBoolean();
        List<Corpus.Message> messages = data.consumeBoolean() ? edited(CONVERSATIONS.get(number), data) : raw(data);
        if (allocatedBy(corpus, midstream, messages) > ALLOCATED_BYTES_MAX) {
            // the first time classes may have been loaded meanwhile
            require(allocatedBy(corpus, midstream, messages) <= ALLOCATED_BYTES_MAX, "allocated bytes");
        }
    }

    private static long allocatedBy(Corpus corpus, boolean midstream, List<Corpus.Message> messages) {
        ProtocolDecoder decoder = decoder(corpus.protocol());
        Connection connection = Conversation.connection(corpus.transport(), corpus.port(), midstream);
        long before = THREAD.getCurrentThreadAllocatedBytes();
        Conversation conversation = new Conversation(decoder, connection, PAYLOADS);
        for (Corpus.Message message : messages) {
            if (message.bytes().length > 0) {
                decoder.recognise(new Window().over(message.bytes()), message.from(), connection);
                conversation.feed(message.from(), message.bytes());
            }
        }
        conversation.secondsLater(15).close();
        require(conversation.observations.size() <= TOLD_PER_MESSAGE_MAX * (messages.size() + 1), "observations");
        return THREAD.getCurrentThreadAllocatedBytes() - before;
    }

    private static void require(boolean kept, String limit) {
        if (!kept) {
            throw new AssertionError("over the limit: " + limit);
        }
    }

    private static List<Corpus.Message> raw(FuzzedDataProvider data) {
        List<Corpus.Message> messages = new ArrayList<>();
        while (data.remainingBytes() > 0 && messages.size() < MESSAGES_MAX) {
            Direction from = data.consumeBoolean() ? Direction.FROM_ORIGINATOR : Direction.FROM_RESPONDER;
            messages.add(new Corpus.Message(from, data.consumeBytes(data.consumeInt(1, MESSAGE_BYTES_MAX))));
        }
        return messages;
    }

    private static List<Corpus.Message> edited(List<List<Corpus.Message>> conversations, FuzzedDataProvider data) {
        List<Corpus.Message> messages =
                new ArrayList<>(conversations.get(data.consumeInt(0, conversations.size() - 1)));
        for (int edit = data.consumeInt(1, EDITS_MAX); edit > 0; edit--) {
            int index = data.consumeInt(0, messages.size() - 1);
            Corpus.Message message = messages.get(index);
            switch (data.consumeInt(0, 5)) {
                case 0 -> messages.add(index, message);
                case 1 -> messages.set(index, new Corpus.Message(message.from(), cut(message.bytes(), data)));
                case 2 -> messages.set(index, new Corpus.Message(message.from(), inserted(message.bytes(), data)));
                default -> messages.set(index, new Corpus.Message(message.from(), field(message.bytes(), data)));
            }
        }
        return messages;
    }

    private static byte[] cut(byte[] bytes, FuzzedDataProvider data) {
        return Arrays.copyOf(bytes, data.consumeInt(0, bytes.length));
    }

    private static byte[] inserted(byte[] bytes, FuzzedDataProvider data) {
        int at = data.consumeInt(0, bytes.length);
        byte[] more = data.consumeBytes(data.consumeInt(0, 64));
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, at, more.length);
        System.arraycopy(bytes, at, all, at + more.length, bytes.length - at);
        return all;
    }

    /** Overwrites one, two or four bytes: a length, a count, an offset, a type. */
    private static byte[] field(byte[] bytes, FuzzedDataProvider data) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] changed = bytes.clone();
        int at = data.consumeInt(0, bytes.length - 1);
        byte[] value = data.consumeBytes(1 << data.consumeInt(0, 2));
        System.arraycopy(value, 0, changed, at, Math.min(value.length, changed.length - at));
        return changed;
    }
}
