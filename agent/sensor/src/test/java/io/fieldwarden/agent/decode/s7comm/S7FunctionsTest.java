package io.fieldwarden.agent.decode.s7comm;

import static io.fieldwarden.agent.decode.s7comm.S7Corpus.ack;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.data;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.job;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.plus;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User data, transfer of blocks, services of the CPU, and objects of S7comm-plus. */
class S7FunctionsTest {
    private final Conversation conversation = new Conversation(new S7Decoder(), Transport.TCP, 102);

    private Operation last() {
        return conversation.operations().getLast().operation();
    }

    /** Asks a function of user data and answers it. */
    private Operation asked(int group, int function, String data, String answer) {
        String code = String.format("%02x%02x", 0x40 | group, function);
        String reply = String.format("%02x%02x", 0x80 | group, function);
        conversation.request(user(1, "0001120411" + code + "00", data));
        conversation.answer(user(1, "0001120812" + reply + "0100000000", answer));
        return last();
    }

    private static String texts(String text, int size) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(character -> hex.append(String.format("%02x", character)));
        return hex + "20".repeat(size - text.length());
    }

    @Test
    void clock_is_read_and_set() {
        String time = "FF09000A 00 19 2401020304050672";
        assertThat(asked(7, 1, "0A000000", time).name()).isEqualTo("read_clock");
        assertThat(last().attribute("time")).isEqualTo("2024-01-02T03:04:05.067");
        assertThat(asked(7, 2, time, "0A000000").name()).isEqualTo("set_clock");
        assertThat(last().access()).isEqualTo(Access.CONFIGURE);
        assertThat(last().attribute("time")).isEqualTo("2024-01-02T03:04:05.067");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void security_says_that_there_was_a_password_or_none_any_more() {
        assertThat(asked(5, 1, "FF090008 0102030405060708", "0A000000").name()).isEqualTo("plc_password");
        assertThat(last().attribute("password")).isEqualTo("given");
        assertThat(asked(5, 2, "0A000000", "0A000000").name()).isEqualTo("clear_plc_password");
    }

    @Test
    void blocks_are_counted_listed_and_described() {
        assertThat(asked(3, 1, "0A000000", "FF090008 3038 0001 3041 0003").name())
                .isEqualTo("list_blocks");
        assertThat(conversation.values())
                .extracting(seen -> seen.points() + "=" + seen.values().text(0))
                .containsExactly("cpu/blocks/ob=1", "cpu/blocks/db=3");
        Operation list = asked(3, 2, "FF090002 3041", "FF090008 0001 2205 0002 2205");
        assertThat(list.name()).isEqualTo("list_blocks_of_type");
        assertThat(list.attribute("blocktype")).isEqualTo("db");
        Operation info = asked(3, 3, "FF090008 3041 3030303031 41", blockInfo());
        assertThat(info.name()).isEqualTo("get_block_info");
        assertThat(info.attribute("author")).isEqualTo("AUTH");
        assertThat(info.attribute("block_num")).isEqualTo("1");
        assertThat(info.attribute("headerversion")).isEqualTo("1.5");
        assertThat(info.attribute("load_mem_len")).isEqualTo("100");
        assertThat(conversation.anomalies()).isEmpty();
    }

    /** Header, lengths, times, four texts of eight, version and check sum. */
    private static String blockInfo() {
        String info = "01 00 00 4A 0000 0000 0000 05 0A 0001 00000064 00000000" + "00".repeat(18) + "0024"
                + texts("AUTH", 8) + texts("FAM", 8) + texts("HEAD", 8) + "15 00 ABCD" + "00".repeat(8);
        return String.format("FF09%04x", Corpus.hex(info).length) + info;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 01, block_status, READ",
        "1, 02, variable_status, READ",
        "1, 08, modify_variable, WRITE",
        "1, 09, force, WRITE",
        "1, 0C, memory_reset, EXECUTE",
        "2, 04, unsubscribe, SUBSCRIBE",
        "4, 02, message_service, SUBSCRIBE",
        "7, 04, set_clock, CONFIGURE",
    })
    void functions_by_what_they_are_for(int group, String function, String name, Access access) {
        Operation operation = asked(group, Integer.parseInt(function, 16), "0A000000", "0A000000");
        assertThat(operation.name()).isEqualTo(name);
        assertThat(operation.access()).isEqualTo(access);
    }

    @Test
    void a_component_list_is_identity() {
        String name = "0001" + texts("SIMATIC 300", 32);
        String serial = "0005" + texts("S C-1", 32);
        asked(4, 1, "FF090004 001C0000", "FF09004C 001C0000 0022 0002" + name + serial);
        assertThat(conversation.identities().getFirst().facts())
                .contains(new Attribute("name", "SIMATIC 300"), new Attribute("serial", "S C-1"));
    }

    @Test
    void a_change_of_mode_is_published() {
        conversation.answer(user(6, "000112081200020000000000", ""));
        assertThat(last().name()).isEqualTo("mode_transition");
        assertThat(last().attributes()).extracting(Attribute::value).contains("RUN");
    }

    @Test
    void a_block_is_fetched_by_its_name() {
        String name = "09 5F30413030303137 41";
        conversation.request(job(1, "1D00 0000 00000000" + name, ""));
        conversation.answer(ack(1, 0, "1D00 0100 00000007 07 30303030323136", ""));
        assertThat(last().name()).isEqualTo("start_upload");
        assertThat(last().attributes())
                .contains(
                        new Attribute("block_type", "db"),
                        new Attribute("block_number", "17"),
                        new Attribute("blocklength", "216"));
        conversation.request(job(2, "1E00 0000 00000007", ""));
        conversation.answer(ack(2, 0, "1E00", "0004 00FB 01020304"));
        assertThat(last().name()).isEqualTo("upload");
        conversation.request(job(3, "1F00 0000 00000007", "")).answer(ack(3, 0, "1F", ""));
        assertThat(last().name()).isEqualTo("end_upload");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void a_block_is_given_by_its_name() {
        String name = "09 5F30383030303031 50";
        conversation.request(job(1, "1A00 0100 00000000" + name + "0D 31 303030323136 303030313030", ""));
        conversation.answer(ack(1, 0, "1A", ""));
        assertThat(last().name()).isEqualTo("request_download");
        assertThat(last().access()).isEqualTo(Access.CONFIGURE);
        assertThat(last().attributes())
                .contains(
                        new Attribute("block_type", "ob"),
                        new Attribute("block_number", "1"),
                        new Attribute("dest_filesys", "passive"),
                        new Attribute("loadmem_len", "216"),
                        new Attribute("mc7code_len", "100"));
        conversation.answer(job(2, "1B00 0000 00000000" + name, ""));
        conversation.request(ack(2, 0, "1B00", "0004 00FB 01020304"));
        assertThat(last().name()).isEqualTo("download_block");
        conversation.answer(job(3, "1C00 0000 00000000" + name, "")).request(ack(3, 0, "1C", ""));
        assertThat(last().name()).isEqualTo("download_ended");
        assertThat(last().attribute("block_number")).isEqualTo("1");
    }

    @Test
    void services_are_named_with_the_blocks_they_are_about() {
        conversation.request(job(1, "28 000000000000FD 000A 01 00 3038 3030303031 50 05 5F494E5345", ""));
        conversation.answer(ack(1, 0, "28", ""));
        assertThat(last().name()).isEqualTo("pi_service_inse");
        assertThat(last().attribute("blocks")).isEqualTo("ob1");
        conversation
                .request(job(2, "28 000000000000FD 0002 4550 05 5F4D4F4455", ""))
                .answer(ack(2, 0, "28", ""));
        assertThat(last().name()).isEqualTo("pi_service_modu");
        conversation.request(job(3, "28 000000000000FD 0002 4320 09 505F50524F4752414D", ""));
        conversation.answer(ack(3, 0, "28", ""));
        assertThat(last().name()).isEqualTo("pi_service_p_program");
        assertThat(last().access()).isEqualTo(Access.EXECUTE);
    }

    /** A message of version 3: the digest stands before it, its number inside it. */
    private static String signed(String message) {
        String whole = "20" + "5A".repeat(32) + message;
        return data(String.format("7203%04x", Corpus.hex(whole).length) + whole + "72030000");
    }

    @Test
    void objects_of_s7comm_plus_are_named() {
        String session = "A1 000000D3 821F 00 00 A3 8169 00 15 04 484D4931 A2 00000000";
        conversation.request(plus("31 0000 04CA 0000 0001 00000120 36 0000011D 00 04 00 00000000" + session));
        conversation.answer(plus("32 0000 04CA 0000 0001 36 00 01 87DC83A6 00 00000000"));
        assertThat(last().access()).isEqualTo(Access.SESSION);
        assertThat(last().attributes())
                .contains(new Attribute("class", "server_session"), new Attribute("object_name", "HMI1"))
                .doesNotContain(new Attribute("integrity", "digest"));
        String block = "A1 8A0E0007 940E 00 00 A3 8169 00 15 04 44617461 A3 9359 00 03 0007 A2 00000000";
        conversation.request(signed("31 0000 04CA 0000 0002 00000394 36 00000003 00 04 00 00000000 05" + block));
        conversation.answer(signed("32 0000 04CA 0000 0002 36 00 01 87DC83A6 00 00000000"));
        assertThat(last().name()).isEqualTo("create_object");
        assertThat(last().access()).isEqualTo(Access.CONFIGURE);
        assertThat(last().attributes())
                .contains(
                        new Attribute("integrity", "digest"),
                        new Attribute("class", "db"),
                        new Attribute("object_name", "Data"),
                        new Attribute("block_number", "7"));
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void a_start_through_s7comm_plus_is_an_execution() {
        conversation.request(plus("31 0000 04F2 0000 0004 000003BE 34 00000034 01 9077 0008 03 00000000"));
        conversation.answer(plus("32 0000 04F2 0000 0004 34 00 00000000"));
        assertThat(last().access()).isEqualTo(Access.EXECUTE);
        assertThat(last().attribute("operating_state")).isEqualTo("run");
    }
}
