package io.fieldwarden.agent.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Valid conversations whose lengths, counts and offsets are made to lie, cut anywhere, out of order, with gaps: every decoder
 * always answers, never throws, and tells no more than so much a message.
 */
class HostileBytesTest {
    private static final int CONVERSATIONS = 4_000;
    /** Observations for one message: what it holds, and what it settles. */
    private static final int TOLD_PER_MESSAGE_MAX = 4_096;

    private static final int TEXT_MAX = 4_096;
    private static final int[] EDGES = {0, 1, 2, 3, 4, 7, 8, 0x10, 0x7E, 0x7F, 0x80, 0x81, 0x84, 0xFD, 0xFE, 0xFF};

    static Stream<Corpus> corpora() {
        return ServiceLoader.load(Corpus.class).stream().map(ServiceLoader.Provider::get);
    }

    static ProtocolDecoder decoder(String protocol) {
        return ServiceLoader.load(ProtocolDecoder.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(decoder -> decoder.protocol().equals(protocol))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no decoder of " + protocol + " is registered"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("corpora")
    void valid_conversations_are_recognised_and_tell_something(Corpus corpus) {
        for (List<Corpus.Message> messages : corpus.conversations()) {
            ProtocolDecoder decoder = decoder(corpus.protocol());
            Conversation conversation = new Conversation(decoder, corpus.transport(), corpus.port());
            messages.forEach(message -> conversation.feed(message.from(), message.bytes()));
            conversation.secondsLater(60).close();
            assertThat(conversation.observations)
                    .as("%s: what %s messages tell", corpus.protocol(), messages.size())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("corpora")
    void survives(Corpus corpus) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(62443);
        ProtocolDecoder decoder = decoder(corpus.protocol());
        List<List<Corpus.Message>> all = corpus.conversations();
        long told = 0;
        for (int run = 0; run < CONVERSATIONS; run++) {
            told += converse(random, decoder, corpus, all.get(run % all.size()));
        }
        assertThat(told).as("observations of %s", corpus.protocol()).isGreaterThan(CONVERSATIONS / 4);
    }

    private static int converse(
            RandomGenerator random, ProtocolDecoder decoder, Corpus corpus, List<Corpus.Message> messages) {
        Connection connection = Conversation.connection(corpus.transport(), corpus.port(), random.nextInt(4) == 0);
        Conversation conversation = new Conversation(decoder, connection, List.of());
        for (Corpus.Message valid : messages) {
            Corpus.Message message = random.nextInt(12) == 0 ? messages.get(random.nextInt(messages.size())) : valid;
            byte[] bytes = mutated(random, message.bytes());
            if (bytes.length == 0) {
                continue;
            }
            assertThat(decoder.recognise(new Window().over(bytes), message.from(), connection))
                    .isNotNull();
            int before = conversation.observations.size();
            int cut = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : 0;
            if (cut > 0) {
                conversation.feed(message.from(), Arrays.copyOf(bytes, cut));
            }
            conversation.feed(message.from(), Arrays.copyOfRange(bytes, cut, bytes.length));
            assertThat(conversation.observations.size() - before)
                    .as("observations of one message of %s", corpus.protocol())
                    .isLessThanOrEqualTo(TOLD_PER_MESSAGE_MAX);
            if (random.nextInt(40) == 0) {
                conversation.gap(message.from(), 1 + random.nextInt(3_000));
            }
        }
        conversation.secondsLater(random.nextInt(20) == 0 ? 60 : 1).close();
        conversation.observations.forEach(HostileBytesTest::bounded);
        return conversation.observations.size();
    }

    private static void bounded(Observation observation) {
        switch (observation) {
            case AnomalySeen seen -> assertThat(seen.detail()).hasSizeBetween(1, TEXT_MAX);
            case OperationSeen seen ->
                seen.operation()
                        .attributes()
                        .forEach(attribute -> assertThat(attribute.value()).hasSizeLessThanOrEqualTo(TEXT_MAX));
            case IdentitySeen seen ->
                seen.facts().forEach(fact -> assertThat(fact.value()).hasSizeLessThanOrEqualTo(TEXT_MAX));
            default -> {
                // numbers and names the decoder chose
            }
        }
    }

    /** Most often a field of one to four bytes gets an edge value; sometimes bytes go, come or change places. */
    private static byte[] mutated(RandomGenerator random, byte[] valid) {
        byte[] bytes = valid.clone();
        for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                case 3 -> bytes = repeated(random, bytes, at);
                default -> edge(random, bytes, at);
            }
        }
        return bytes;
    }

    private static void edge(RandomGenerator random, byte[] bytes, int at) {
        int size = Math.min(1 << random.nextInt(3), bytes.length - at);
        boolean little = random.nextBoolean();
        for (int index = 0; index < size; index++) {
            boolean lowest = little ? index == 0 : index == size - 1;
            bytes[at + index] = (byte) (lowest || random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : 0);
        }
    }

    private static byte[] repeated(RandomGenerator random, byte[] bytes, int at) {
        int size = Math.min(bytes.length - at, 1 + random.nextInt(64));
        byte[] longer = new byte[bytes.length + size];
        System.arraycopy(bytes, 0, longer, 0, at + size);
        System.arraycopy(bytes, at, longer, at + size, bytes.length - at);
        return longer;
    }
}
