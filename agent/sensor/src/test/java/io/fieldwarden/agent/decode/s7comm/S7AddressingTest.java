package io.fieldwarden.agent.decode.s7comm;

import static io.fieldwarden.agent.decode.s7comm.S7Corpus.ack;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way an item can be addressed: the point it is called, and its value. */
class S7AddressingTest {
    private final Conversation conversation = new Conversation(new S7Decoder(), Transport.TCP, 102);

    private OperationSeen read(String item, String value) {
        conversation.request(job(1, "0401" + item, "")).answer(ack(1, 0, "0401", value));
        assertThat(conversation.anomalies()).isEmpty();
        return conversation.operations().getFirst();
    }

    /** An S7ANY item: transport size, one element, block, area, bit address. */
    @ParameterizedTest
    @CsvSource({
        "01 0001 0001 84 000010, FF030001 01, db1/dbx/2.0, 1",
        "02 0001 0001 84 000010, FF040008 07, db1/dbb/2, 7",
        "03 0001 0001 84 000010, FF040008 41, db1/dbb/2, 65",
        "04 0001 0001 84 000010, FF040010 FFFF, db1/dbw/2, 65535",
        "05 0001 0001 84 000010, FF040010 FFFF, db1/dbw/2, -1",
        "06 0001 0001 84 000020, FF040020 FFFFFFFF, db1/dbd/4, 4294967295",
        "07 0001 0001 84 000020, FF040020 FFFFFFFF, db1/dbd/4, -1",
        "08 0001 0001 84 000020, FF070004 3FC00000, db1/dbd/4, 1.5",
        "0F 0001 0001 84 000040, FF090008 2401020304050006, db1/dbt/8, 2024-01-02T03:04:05.000",
        "02 0001 0002 85 000000, FF040008 07, di2/dib/0, 7",
        "01 0001 0000 83 000051, FF030001 00, m/mx/10.1, 0",
        "04 0001 0000 81 000020, FF040010 0001, i/iw/4, 1",
        "06 0001 0000 82 000020, FF040020 00000001, q/qd/4, 1",
        "04 0001 0000 80 000800, FF040010 0001, p/pw/256, 1",
        "02 0001 0000 86 000008, FF040008 09, l/lb/1, 9",
        "02 0001 0000 87 000008, FF040008 09, v/vb/1, 9",
        "1C 0001 0000 1C 000003, FF090002 0012, c/3, 18",
        "1D 0001 0000 1D 000005, FF090002 2010, t/5, 8208",
        "1E 0001 0000 1E 000004, FF090002 0001, iec_counter/4, 1",
        "1F 0001 0000 1F 000004, FF090002 0001, iec_timer/4, 1",
    })
    void areas_and_sizes(String address, String value, String point, String told) {
        OperationSeen seen = read("120A10" + address, value);
        assertThat(seen.operation().attribute("syntaxid")).isEqualTo("s7any");
        assertThat(seen.operation().points()).hasToString(point);
        assertThat(conversation.values().getFirst().points()).hasToString(point);
        assertThat(conversation.values().getFirst().values().text(0)).isEqualTo(told);
    }

    @Test
    void several_values_are_told_one_by_one_and_several_bytes_as_one_run() {
        read("120A100500020001 84000010", "FF040020 00010002");
        assertThat(conversation.values())
                .extracting(seen -> seen.points() + "=" + seen.values().text(0))
                .containsExactly("db1/dbw/2=1", "db1/dbw/4=2");
        conversation.observations.clear();
        read("120A100200020001 84000010", "FF040010 0102");
        assertThat(conversation.values())
                .extracting(seen -> seen.points().toString())
                .containsExactly("db1/dbb/2..3");
    }

    @ParameterizedTest
    @CsvSource({
        "12 08 82 01 0001 0002 50 01, nck/n/u1/module80/c1/2",
        "12 08 83 41 0001 0002 7F 01, nck/c/u1/module127/c1/2",
        "12 08 84 82 0003 0004 10 01, nck/t/u2/module16/c3/4",
    })
    void numerical_controls_by_area_unit_module_column_and_line(String item, String point) {
        OperationSeen seen = read(item, "FF090002 0001");
        assertThat(seen.operation().points()).hasToString(point);
        assertThat(seen.operation().attribute("linecount")).isEqualTo("1");
    }

    @Test
    void runs_of_bytes_in_several_blocks() {
        read("120C B0 02 02 0001 0004 01 0002 0006", "FF040018 010203");
        assertThat(conversation.operations().getFirst().operation().attribute("numareas"))
                .isEqualTo("2");
        assertThat(conversation.values())
                .extracting(seen -> seen.points() + "=" + seen.values().text(0))
                .containsExactly("db1/dbb/4..5=1", "db2/dbb/6=3");
    }

    /** What is addressed by name is known by its place below a block or an area, and a checksum of the name. */
    @ParameterizedTest
    @CsvSource({
        "8A0E0007 11223344 20000001, db7/1",
        "00000052 11223344 20000009, m/9",
        "8A0E0007 11223344 20000001 20000002, db7/1.2",
    })
    void variables_of_the_1200_by_name(String place, String point) {
        int length = 4 + Corpus.hex(place).length;
        OperationSeen seen = read(String.format("12 %02X B2 FF", length - 2) + place, "FF040008 01");
        assertThat(seen.operation().points()).hasToString(point);
        assertThat(seen.operation().attribute("symbol_crc")).isEqualTo("0x11223344");
    }

    @Test
    void parameters_of_drives() {
        OperationSeen seen = read("120A A2 0001 0000 00 0015 0002", "FF040010 0001");
        assertThat(seen.operation().points()).hasToString("drive/1/p21/2");
    }

    @Test
    void other_ways_are_kept_as_they_stand() {
        OperationSeen seen = read("1204 99 010203", "FF040008 01");
        assertThat(seen.operation().points()).isNotNull();
        assertThat(String.valueOf(seen.operation().points())).startsWith("item/");
    }
}
