package io.fieldwarden.agent.decode.sparkplug;

import static io.fieldwarden.agent.decode.sparkplug.ProtoBytes.metric;
import static io.fieldwarden.agent.decode.sparkplug.ProtoBytes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.PayloadDecoder.PointValue;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkplugDecoderTest {
    private static final String NODE = "spBv1.0/plant/%s/edge1";
    private static final String DEVICE = "spBv1.0/plant/%s/edge1/plc1";

    private static final class Told implements PayloadValues {
        private final List<PointValue> points = new ArrayList<>();
        private final List<Operation> operations = new ArrayList<>();
        private final List<List<Attribute>> identities = new ArrayList<>();
        private final List<Anomaly> anomalies = new ArrayList<>();
        private int omitted;
        private long flow;

        @Override
        public void number(String path, double number) {
            throw new AssertionError("number at " + path);
        }

        @Override
        public void text(String path, String text) {
            throw new AssertionError("text at " + path);
        }

        @Override
        public void truth(String path, boolean truth) {
            throw new AssertionError("truth at " + path);
        }

        @Override
        public void omitted(int values) {
            omitted += values;
        }

        @Override
        public void point(PointValue value) {
            points.add(value);
        }

        @Override
        public void operation(Operation operation) {
            operations.add(operation);
        }

        @Override
        public boolean identity(String source, List<Attribute> facts) {
            assertThat(source).isEqualTo("sparkplug");
            identities.add(facts);
            return true;
        }

        @Override
        public void anomaly(Anomaly anomaly, String detail) {
            assertThat(detail).isNotEmpty().hasSizeLessThan(600);
            anomalies.add(anomaly);
        }

        @Override
        public long flow() {
            return flow;
        }

        private List<String> texts() {
            return points.stream()
                    .map(value -> value.points() + "=" + value.values().text(0))
                    .toList();
        }
    }

    private final Told told = new Told();
    private SparkplugDecoder decoder = new SparkplugDecoder();

    private boolean decode(String topic, ProtoBytes payload) {
        return decode(topic, payload.toBytes());
    }

    private boolean decode(String topic, byte[] payload) {
        return decoder.decode(topic, new Window().over(payload), told);
    }

    private static ProtoBytes bdSeq(long number) {
        return metric("bdSeq", 4).number(11, number);
    }

    private void birth() {
        decode(
                NODE.formatted("NBIRTH"),
                payload(0, bdSeq(3), metric("Node Control/Rebirth", 11).number(14, 0)));
        ProtoBytes properties = new ProtoBytes()
                .text(1, "engUnit")
                .text(1, "Quality")
                .message(2, new ProtoBytes().number(1, 12).text(8, "°C"))
                .message(2, new ProtoBytes().number(1, 3).number(3, 192));
        ProtoBytes temperature =
                metric("Line/Temp", 9).number(2, 7).message(9, properties).fixed32(12, 21.5f);
        ProtoBytes make = metric("Properties/Hardware Make", 12).text(15, "Acme");
        ProtoBytes model = metric("Properties/Hardware Model", 12).text(15, "X1");
        decode(DEVICE.formatted("DBIRTH"), payload(1, temperature, make, model));
    }

    @Test
    void names_of_points_hold_for_births_data_and_commands() {
        birth();
        told.points.clear();
        decode(DEVICE.formatted("DDATA"), payload(2, metric("Line/Temp", 9).fixed32(12, 22f)));
        decode(
                DEVICE.formatted("DDATA"),
                payload(3, new ProtoBytes().number(2, 7).fixed32(12, 23f)));
        decode(
                DEVICE.formatted("DCMD"),
                payload(-1, new ProtoBytes().number(2, 7).fixed32(12, 24f)));
        String point = "spBv1.0/plant/edge1/plc1#Line/Temp";
        assertThat(told.texts()).containsExactly(point + "=22", point + "=23", point + "=24");
        assertThat(told.points).extracting(PointValue::way).containsExactly(Way.REPORTED, Way.REPORTED, Way.WRITTEN);
        assertThat(told.points).extracting(PointValue::unit).containsOnly("°C");
        assertThat(told.anomalies).isEmpty();
    }

    @Test
    void birth_tells_values_with_unit_and_quality_and_who_it_is() {
        birth();
        PointValue temperature = told.points.stream()
                .filter(value -> value.points().space().endsWith("#Line/Temp"))
                .findFirst()
                .orElseThrow();
        assertThat(temperature.quality()).isEqualTo(Quality.GOOD);
        assertThat(temperature.unit()).isEqualTo("°C");
        assertThat(told.identities.getLast())
                .contains(
                        new Attribute("name", "plc1"),
                        new Attribute("group_id", "plant"),
                        new Attribute("edge_node_id", "edge1"),
                        new Attribute("vendor", "Acme"),
                        new Attribute("model", "X1"));
        assertThat(told.operations).extracting(Operation::name).containsExactly("nbirth", "dbirth");
        assertThat(told.operations.getFirst().attribute("bdSeq")).isEqualTo("3");
        assertThat(told.operations.getFirst().attribute("seq")).isEqualTo("0");
        int identities = told.identities.size();
        birth();
        assertThat(told.identities).as("told once").hasSize(identities);
        assertThat(told.anomalies).isEmpty();
    }

    @Test
    void commands_say_what_they_intend() {
        birth();
        told.operations.clear();
        decode(
                NODE.formatted("NCMD"),
                payload(-1, metric("Node Control/Rebirth", 11).number(14, 1)));
        decode(
                NODE.formatted("NCMD"),
                payload(-1, metric("Node Control/Next Server", 11).number(14, 1)));
        decode(DEVICE.formatted("DCMD"), payload(-1, metric("Line/Setpoint", 3).number(10, 0xFFFF_FFFFL)));
        assertThat(told.operations).extracting(Operation::name).containsExactly("ncmd", "ncmd", "dcmd");
        assertThat(told.operations)
                .extracting(Operation::access)
                .containsExactly(Access.EXECUTE, Access.CONFIGURE, Access.WRITE);
        assertThat(told.operations.getLast().attribute("value")).isEqualTo("-1");
        assertThat(told.operations.getLast().points()).hasToString("spBv1.0/plant/edge1/plc1#Line/Setpoint");
        assertThat(told.operations.getLast().scope()).isEqualTo("plant/edge1");
        assertThat(told.anomalies).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, 255, -1",
        "1, 10, 4294967295, -1",
        "2, 10, 65535, -1",
        "3, 10, 4294967254, -42",
        "3, 11, 4294967254, -42",
        "4, 11, -5, -5",
        "5, 10, 255, 255",
        "6, 10, 65535, 65535",
        "7, 10, 4294967295, 4294967295",
        "7, 11, 4294967295, 4294967295",
        "8, 11, 7, 7",
        "8, 11, -1, 18446744073709552000",
        "13, 11, 1700000000000, 1700000000000",
        "11, 14, 1, 1",
        "11, 10, 1, 1"
    })
    void number_is_what_its_type_says(int datatype, int field, long bits, double expected) {
        decode(NODE.formatted("NDATA"), payload(1, metric("x", datatype).number(field, bits)));
        assertThat(told.points.getFirst().values().number(0)).isEqualTo(expected);
    }

    @Test
    void texts_floats_bytes_and_arrays_are_values() {
        decode(
                NODE.formatted("NDATA"),
                payload(
                        1,
                        metric("d", 10).fixed64(13, 1.5),
                        metric("t", 12).text(15, "run"),
                        metric("b", 17).bytes(16, new byte[] {1, (byte) 0xFF}),
                        metric("a", 23).bytes(16, new byte[] {1, 0, (byte) 0xFE, (byte) 0xFF}),
                        metric("nan", 10).fixed64(13, Double.NaN),
                        metric("null", 10).number(7, 1),
                        metric("old", 10).number(5, 1).fixed64(13, 9)));
        String base = "spBv1.0/plant/edge1#";
        assertThat(told.texts()).containsExactly(base + "d=1.5", base + "t=run", base + "b=0x01ff", base + "a/0..1=1");
        assertThat(told.points.getLast().values().number(1)).isEqualTo(-2);
        assertThat(told.omitted).isZero();
    }

    @Test
    void data_sets_and_templates_are_told_by_their_parts() {
        ProtoBytes row = new ProtoBytes()
                .message(1, new ProtoBytes().number(1, 0xFFFF_FFFFL))
                .message(1, new ProtoBytes().text(6, "ok"));
        ProtoBytes dataset = new ProtoBytes()
                .number(1, 2)
                .text(2, "n")
                .text(2, "s")
                .number(3, 3)
                .number(3, 12)
                .message(4, row)
                .message(4, row);
        ProtoBytes template = new ProtoBytes()
                .text(4, "Motor")
                .message(2, metric("speed", 7).number(10, 1500))
                .message(
                        2,
                        metric("sub", 19)
                                .message(
                                        18,
                                        new ProtoBytes()
                                                .message(2, metric("x", 11).number(14, 1))));
        decode(
                NODE.formatted("NDATA"),
                payload(
                        1,
                        metric("set", 16).message(17, dataset),
                        metric("m1", 19).message(18, template)));
        String base = "spBv1.0/plant/edge1#";
        assertThat(told.texts())
                .containsExactly(
                        base + "set/0/n=-1",
                        base + "set/0/s=ok",
                        base + "set/1/n=-1",
                        base + "set/1/s=ok",
                        base + "m1/speed=1500",
                        base + "m1/sub/x=1");
    }

    @Test
    void alias_without_birth_keeps_its_number() {
        decode(NODE.formatted("NDATA"), payload(9, new ProtoBytes().number(2, 5).number(10, 1)));
        assertThat(told.texts()).containsExactly("spBv1.0/plant/edge1#alias/5=1");
        assertThat(told.anomalies)
                .as("the birth may have been before the capture")
                .isEmpty();
        birth();
        told.flow = 2;
        decode(NODE.formatted("NDATA"), payload(9, new ProtoBytes().number(2, 5).number(10, 1)));
        assertThat(told.anomalies).containsExactly(SparkplugAnomaly.ALIAS_UNKNOWN);
    }

    @Test
    void sequence_is_followed_per_flow() {
        birth();
        told.flow = 1;
        birth();
        told.flow = 0;
        decode(NODE.formatted("NDATA"), payload(2));
        told.flow = 1;
        decode(NODE.formatted("NDATA"), payload(2));
        assertThat(told.anomalies).isEmpty();
        decode(NODE.formatted("NDATA"), payload(4));
        assertThat(told.anomalies).containsExactly(SparkplugAnomaly.SEQUENCE_GAP);
        decode(NODE.formatted("NDATA"), payload(255));
        decode(NODE.formatted("NDATA"), payload(0));
        assertThat(told.anomalies).as("it begins again after 255").hasSize(2);
    }

    @Test
    void death_of_another_session_is_told() {
        birth();
        decode(NODE.formatted("NDEATH"), payload(-1, bdSeq(3)));
        assertThat(told.anomalies).isEmpty();
        assertThat(told.operations.getLast().name()).isEqualTo("ndeath");
        decode(NODE.formatted("NDEATH"), payload(-1, bdSeq(2)));
        assertThat(told.anomalies).containsExactly(SparkplugAnomaly.BDSEQ_MISMATCH);
    }

    @Test
    void every_other_broken_rule_has_its_anomaly() {
        decode(NODE.formatted("NBIRTH"), payload(0, metric("a", 99).number(2, 1), new ProtoBytes().number(4, 3)));
        decode(NODE.formatted("NBIRTH"), payload(0, bdSeq(1), metric("a", 3).number(2, 1)));
        decode(DEVICE.formatted("DBIRTH"), payload(1, metric("a", 3).number(2, 1)));
        decode(NODE.formatted("NDATA"), payload(-1));
        decode(NODE.formatted("NDATA"), payload(256));
        decode(NODE.formatted("NDATA"), new byte[] {1, 2, 3});
        decode("spBv1.0/STATE/scada", "maybe".getBytes(StandardCharsets.US_ASCII));
        assertThat(told.anomalies)
                .containsExactly(
                        SparkplugAnomaly.BDSEQ_MISSING,
                        SparkplugAnomaly.DATATYPE_INVALID,
                        SparkplugAnomaly.NAME_MISSING,
                        SparkplugAnomaly.ALIAS_REUSED,
                        SparkplugAnomaly.SEQUENCE_MISSING,
                        SparkplugAnomaly.SEQUENCE_OUT_OF_RANGE,
                        SparkplugAnomaly.MALFORMED_PAYLOAD,
                        SparkplugAnomaly.STATE_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "spBv1.0/STATE/scada, '{\"online\" : true, \"timestamp\": 1700000000000}', 1",
        "spBv1.0/STATE/scada, '{\"timestamp\":1,\"online\":false}', 0",
        "STATE/scada, ONLINE, 1",
        "STATE/scada, OFFLINE, 0"
    })
    void state_of_a_host_is_told(String topic, String text, String online) {
        assertThat(decode(topic, text.getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(told.texts()).containsExactly(topic + "#online=" + online);
        assertThat(told.operations.getFirst().name()).isEqualTo("state");
        assertThat(told.operations.getFirst().attribute("host_id")).isEqualTo("scada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line1/temp",
                "spBv1.0/plant/NDATA",
                "spBv1.0/plant/NDATA/edge1/plc1",
                "spBv1.0/plant/DDATA/edge1",
                "spBv1.0/plant/XDATA/edge1",
                "spAv1.0/plant/NDATA/edge1",
                "STATE/scada",
                ""
            })
    void other_topics_are_left_alone(String topic) {
        assertThat(decode(topic, payload(0))).isFalse();
        assertThat(decode(NODE.formatted("NDATA"), "{\"a\":1}".getBytes(StandardCharsets.US_ASCII)))
                .as("JSON under a topic of Sparkplug")
                .isFalse();
        assertThat(told.anomalies).isEmpty();
    }

    @Test
    void compressed_body_is_named_and_not_opened() {
        decode(NODE.formatted("NDATA"), payload(1).text(4, "SPBV1.0_COMPRESSED").bytes(5, new byte[] {1, 2}));
        assertThat(told.operations.getFirst().attribute("compressed")).isEqualTo("true");
        assertThat(told.points).isEmpty();
    }

    @Test
    void data_repeat_one_operation() {
        decode(NODE.formatted("NDATA"), payload(1));
        decode(NODE.formatted("NDATA"), payload(2));
        assertThat(told.operations.getFirst()).isSameAs(told.operations.getLast());
    }

    @Test
    void limits_are_kept() {
        decoder = new SparkplugDecoder(new SparkplugLimits(128, 2, 2, 1, 16, 1, 1, 1, 1, 1));
        assertThat(decode(NODE.formatted("NDATA"), new byte[129])).as("bytes").isFalse();
        decode(NODE.formatted("NDATA"), payload(1, metric("a", 3), metric("b", 3), metric("c", 3)));
        assertThat(told.omitted).as("metrics").isEqualTo(1);
        decode(NODE.formatted("NDATA"), payload(2, metric("a", 26).bytes(16, new byte[3])));
        assertThat(told.points.getLast().points().count()).as("elements").isEqualTo(2);
        decode(NODE.formatted("NDATA"), payload(3, metric("n".repeat(17), 3).number(10, 1)));
        assertThat(told.points.getLast().points().space()).as("texts").endsWith("#" + "n".repeat(16) + "…");
        ProtoBytes inner = new ProtoBytes().message(2, metric("x", 3).number(10, 1));
        decode(
                NODE.formatted("NDATA"),
                payload(
                        4,
                        metric("t", 19)
                                .message(
                                        18,
                                        new ProtoBytes()
                                                .message(2, metric("u", 19).message(18, inner)))));
        assertThat(told.omitted).as("nesting").isEqualTo(3);
        assertThat(told.anomalies).isEmpty();
        decode(NODE.formatted("NBIRTH"), payload(0, new ProtoBytes(), new ProtoBytes()));
        assertThat(told.anomalies).as("findings").hasSize(1);
        birth();
        decode("spBv1.0/plant/NDATA/edge2", payload(1));
        told.points.clear();
        decode(
                DEVICE.formatted("DDATA"),
                payload(9, new ProtoBytes().number(2, 7).number(10, 1)));
        assertThat(told.texts()).as("nodes").containsExactly("spBv1.0/plant/edge1/plc1#alias/7=1");
        assertThatIllegalArgumentException().isThrownBy(() -> new SparkplugLimits(1, 2, 2, 1, 16, 1, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SparkplugLimits(64, 2, 2, 1, 16, 1, 1, 0, 1, 1));
    }

    @Test
    void hostile_bytes_never_throw() {
        Random random = new Random(5);
        ProtoBytes template = new ProtoBytes().message(2, metric("speed", 7).number(10, 1500));
        byte[] valid = payload(
                        1,
                        metric("a", 23).bytes(16, new byte[] {1, 0, 2, 0}),
                        metric("m1", 19).number(2, 3).message(18, template),
                        metric("set", 16)
                                .message(17, new ProtoBytes().text(2, "c").message(4, new ProtoBytes())))
                .toBytes();
        String[] types = {"NBIRTH", "NDATA", "NCMD", "NDEATH"};
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = Arrays.copyOf(valid, random.nextInt(4) == 0 ? random.nextInt(valid.length) : valid.length);
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            decode(NODE.formatted(types[run % types.length]), bytes);
        }
        assertThat(told.points).isNotEmpty();
        assertThat(told.anomalies).contains(SparkplugAnomaly.MALFORMED_PAYLOAD);
    }
}
