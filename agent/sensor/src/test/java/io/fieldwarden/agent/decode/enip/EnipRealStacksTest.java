package io.fieldwarden.agent.decode.enip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.conformance.Tap;
import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.PlcDriverManager;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.messages.PlcWriteResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PLC4X's client over a real socket: what it did is what we tell. */
class EnipRealStacksTest {
    private static final int OPERATIONS = 20;

    /** What the client did and was told. */
    private final List<String> done = new ArrayList<>();

    private final Random random = new Random(44_818);

    private static Conversation played(Tap tap) {
        Conversation conversation = new Conversation(new EnipDecoder(), Transport.TCP, EnipDecoder.PORT);
        for (Tap.Segment segment : tap.segments()) {
            conversation.feed(segment.from(), segment.bytes());
        }
        return conversation.close();
    }

    private static String told(ValueSeen value) {
        return value.way() + " " + value.points() + " = " + value.values().text(0);
    }

    private void read(PlcConnection client, String tag, String type) throws Exception {
        PlcReadResponse answer = client.readRequestBuilder()
                .addTagAddress("it", "%" + tag + ":" + type)
                .build()
                .execute()
                .get(20, TimeUnit.SECONDS);
        assertThat(answer.getResponseCode("it")).isEqualTo(PlcResponseCode.OK);
        done.add("READ " + tag + " = "
                + (type.equals("DINT") ? "" + answer.getInteger("it") : "" + answer.getFloat("it")));
    }

    private void write(PlcConnection client, String tag, String type, Object value) throws Exception {
        PlcWriteResponse answer = client.writeRequestBuilder()
                .addTagAddress("it", "%" + tag + ":" + type, value)
                .build()
                .execute()
                .get(20, TimeUnit.SECONDS);
        assertThat(answer.getResponseCode("it")).isEqualTo(PlcResponseCode.OK);
        done.add("WRITTEN " + tag + " = " + value);
    }

    private void something(PlcConnection client) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> read(client, "Speed", "DINT");
            case 1 -> read(client, "Level", "REAL");
            case 2 -> write(client, "Speed", "DINT", random.nextInt(100_000));
            default -> write(client, "Level", "REAL", random.nextInt(1_000) + 0.25f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void plc4x_reads_and_writes_tags(String unconnected) throws Exception {
        try (SmallTarget target = new SmallTarget();
                Tap tap = new Tap(target.port())) {
            target.tags.put("Speed", Corpus.hex("C400 2A000000"));
            target.tags.put("Level", Corpus.hex("CA00 0000C03F"));
            String address =
                    "eip://127.0.0.1:" + tap.port() + "?big-endian=false&force-unconnected-operation=" + unconnected;
            PlcConnection client =
                    PlcDriverManager.getDefault().getConnectionManager().getConnection(address);
            try {
                for (int operation = 0; operation < OPERATIONS; operation++) {
                    something(client);
                }
            } finally {
                client.close();
            }
            Conversation conversation = played(tap);
            assertThat(conversation.anomalies()).isEmpty();
            assertThat(conversation.values().stream()
                            .map(EnipRealStacksTest::told)
                            .filter(one -> one.contains("Speed") || one.contains("Level")))
                    .containsExactlyElementsOf(done);
            assertThat(conversation.operations())
                    .extracting(seen -> seen.operation().name())
                    .contains("list_services", "register_session", "read_tag", "write_tag");
        }
    }
}
