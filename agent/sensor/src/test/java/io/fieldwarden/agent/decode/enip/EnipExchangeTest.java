package io.fieldwarden.agent.decode.enip;

import static io.fieldwarden.agent.decode.enip.EnipBytes.connected;
import static io.fieldwarden.agent.decode.enip.EnipBytes.message;
import static io.fieldwarden.agent.decode.enip.EnipBytes.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import org.junit.jupiter.api.Test;

/** Requests and answers: what is told of them. */
class EnipExchangeTest {
    private final EnipDecoder decoder = new EnipDecoder();
    private final Conversation conversation = new Conversation(decoder, Transport.TCP, EnipDecoder.PORT);
    private int context;

    private Conversation ask(String request, String answer) {
        context++;
        return conversation
                .feed(Direction.FROM_ORIGINATOR, unconnected(context, request))
                .feed(Direction.FROM_RESPONDER, unconnected(context, answer));
    }

    private OperationSeen only() {
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations()).hasSize(1);
        return conversation.operations().getFirst();
    }

    private ValueSeen value() {
        assertThat(conversation.values()).hasSize(1);
        return conversation.values().getFirst();
    }

    @Test
    void a_session_is_registered() {
        conversation
                .feed(Direction.FROM_ORIGINATOR, message(0x65, 0, "0100 0000"))
                .feed(Direction.FROM_RESPONDER, message(0x65, 0x11020100, "0100 0000"));
        assertThat(only().operation().name()).isEqualTo("register_session");
        assertThat(only().operation().attribute("session_handle")).isEqualTo("0x11020100");
        assertThat(only().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void a_refused_session_names_its_status() {
        conversation
                .feed(Direction.FROM_ORIGINATOR, message(0x65, 0, "0100 0000"))
                .feed(Direction.FROM_RESPONDER, message(0x65, 0, 0x69, 0x1122, new byte[0]));
        assertThat(only().outcome()).isEqualTo(Outcome.refused(0x69, "unsupported_protocol_version"));
    }

    @Test
    void list_identity_tells_who_answers() {
        conversation
                .feed(Direction.FROM_ORIGINATOR, message(0x63, 0, ""))
                .feed(Direction.FROM_RESPONDER, message(0x63, 0, EnipBytes.IDENTITY_ITEMS));
        assertThat(only().operation().access()).isEqualTo(Access.IDENTIFY);
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts())
                .contains(
                        new Attribute("vendor", "Rockwell Automation/Allen-Bradley"),
                        new Attribute("device_type", "Programmable Logic Controller"),
                        new Attribute("product_code", "166"),
                        new Attribute("firmware", "20.11"),
                        new Attribute("serial", "0xc0ffee01"),
                        new Attribute("product", "1756-L71"),
                        new Attribute("state", "operational"),
                        new Attribute("socket_address", "10.0.0.2"));
    }

    @Test
    void an_identity_is_told_once() {
        ask("01 02 20 01 24 01", "81 00 00 00 " + EnipBytes.IDENTITY);
        ask("01 02 20 01 24 01", "81 00 00 00 " + EnipBytes.IDENTITY);
        assertThat(conversation.operations()).hasSize(2);
        assertThat(conversation.identities()).hasSize(1);
    }

    @Test
    void a_tag_that_is_read_has_its_name_and_value() {
        ask("4C 04 91 05 5370656564 00 0100", "CC 00 00 00 CA00 0000C03F");
        assertThat(only().operation().name()).isEqualTo("read_tag");
        assertThat(only().operation().points()).hasToString("Speed");
        assertThat(value().points().name(0)).isEqualTo("Speed");
        assertThat(value().values().number(0)).isEqualTo(1.5);
    }

    @Test
    void members_and_indexes_are_part_of_a_tags_name() {
        ask("4C 0A 91 03 4C6E65 00 28 02 28 05 91 03 4C766C 00 29 00 0300 0200", "CC 00 00 00 C300 0100 FEFF");
        assertThat(only().operation().points()).hasToString("Lne[2][5].Lvl/3..4");
        assertThat(value().values().number(1)).isEqualTo(-2);
    }

    @Test
    void a_tag_is_written_once_it_is_confirmed() {
        conversation.feed(Direction.FROM_ORIGINATOR, unconnected(9, "4D 04 91 05 5370656564 00 C400 0100 2A000000"));
        assertThat(conversation.values()).isEmpty();
        conversation.feed(Direction.FROM_RESPONDER, unconnected(9, "CD 00 00 00"));
        assertThat(only().operation().access()).isEqualTo(Access.WRITE);
        assertThat(only().operation().attribute("data_type")).isEqualTo("DINT");
        assertThat(value().way()).isEqualTo(ValueSeen.Way.WRITTEN);
        assertThat(value().values().text(0)).isEqualTo("42");
    }

    @Test
    void a_refused_write_writes_nothing() {
        ask("4D 04 91 05 5370656564 00 C400 0100 2A000000", "CD 00 FF 01 0721");
        assertThat(only().outcome()).isEqualTo(Outcome.refused(0xFF, "general_error: extended_0x2107"));
        assertThat(conversation.values()).isEmpty();
    }

    @Test
    void fragments_are_told_where_they_belong() {
        ask("52 04 91 05 5370656564 00 0800 04000000", "D2 00 06 00 C300 0100 0200");
        assertThat(only().outcome().code()).isEqualTo(6);
        assertThat(value().points().toString()).isEqualTo("Speed/2..3");
    }

    @Test
    void a_logix_string_is_a_text() {
        ask("4C 03 91 04 4E616D65 0100", "CC 00 00 00 A002 CE0F 02000000 4F4B");
        assertThat(value().values().text(0)).isEqualTo("OK");
    }

    @Test
    void every_service_of_a_packet_is_told() {
        ask(
                "0A 02 20 02 24 01 0200 0600 0E00 0E 03 20 04 24 65 30 03 0E 03 20 04 24 66 30 03",
                "8A 00 1E 00 0200 0600 0C00 8E 00 00 00 0102 8E 00 05 00");
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().name() + " " + seen.outcome())
                .containsExactly(
                        "multiple_service_packet refused (embedded_service_error)",
                        "get_attribute_single succeeded",
                        "get_attribute_single refused (path_destination_unknown)");
        assertThat(value().points().toString()).isEqualTo("4/101/3/0..1");
    }

    @Test
    void what_is_sent_on_tells_its_route() {
        ask("52 02 20 06 24 01 05 9D 0600 01 02 20 01 24 01 01 00 01 02", "81 00 00 00 " + EnipBytes.IDENTITY);
        assertThat(conversation.operations()).hasSize(2);
        assertThat(conversation.operations().get(1).operation().scope()).isEqualTo("route 1/2");
        assertThat(conversation.identities().getFirst().facts()).contains(new Attribute("slot", "2"));
    }

    @Test
    void a_router_that_cannot_deliver_refuses_both() {
        ask("52 02 20 06 24 01 05 9D 0600 01 02 20 01 24 01 01 00 01 03", "D2 00 01 01 0402");
        assertThat(conversation.operations())
                .extracting(seen -> seen.outcome().name())
                .containsExactly(
                        "connection_failure: unconnected_request_timed_out",
                        "connection_failure: unconnected_request_timed_out");
    }

    @Test
    void start_and_stop_and_reset_act() {
        ask("07 02 20 8E 24 01", "87 00 00 00");
        ask("06 02 20 8E 24 01", "86 00 00 00");
        ask("05 02 20 01 24 01 01", "85 00 10 00");
        assertThat(conversation.operations())
                .extracting(
                        seen -> seen.operation().name() + " " + seen.operation().access())
                .containsExactly("stop EXECUTE", "start EXECUTE", "reset EXECUTE");
        assertThat(conversation.operations().get(2).operation().attribute("reset_type"))
                .isEqualTo("1");
    }

    @Test
    void an_address_that_is_set_configures() {
        ask("10 03 20 F5 24 01 30 05 0A000B0A 00FFFFFF 01000B0A 00000000 00000000 0000", "90 00 00 00");
        assertThat(only().operation().access()).isEqualTo(Access.CONFIGURE);
        assertThat(value().values().text(0)).isEqualTo("10.11.0.10 mask 255.255.255.0 gateway 10.11.0.1");
    }

    @Test
    void a_pccc_read_has_file_and_element() {
        ask(
                "4B 02 20 67 24 01 07 0100 01020304 0F 00 0100 A2 04 07 89 0A 00",
                "CB 00 00 00 07 0100 01020304 4F 00 0100 0500 FFFF");
        assertThat(only().operation().name()).isEqualTo("protected_typed_logical_read_with_three_address_fields");
        assertThat(only().operation().points()).hasToString("N7/10..11");
        assertThat(value().values().number(1)).isEqualTo(-1);
    }

    @Test
    void a_pccc_mode_change_acts() {
        ask("4B 02 20 67 24 01 07 0100 01020304 0F 00 0300 80 01", "CB 00 00 00 07 0100 01020304 4F F0 0300 0B");
        assertThat(only().operation().access()).isEqualTo(Access.EXECUTE);
        assertThat(only().operation().attribute("cpu_mode")).isEqualTo("0x01");
        assertThat(only().outcome().code()).isEqualTo(0xF0);
    }

    @Test
    void connected_messages_are_paired_by_sequence() {
        conversation
                .feed(Direction.FROM_ORIGINATOR, connected(0x55667788, 7, "0E 03 20 04 24 65 30 03"))
                .feed(Direction.FROM_ORIGINATOR, connected(0x55667788, 8, "07 02 20 8E 24 01"))
                .feed(Direction.FROM_RESPONDER, connected(0x11223344, 8, "87 00 00 00"))
                .feed(Direction.FROM_RESPONDER, connected(0x11223344, 7, "8E 00 00 00 01"));
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("stop", "get_attribute_single");
        assertThat(conversation.operations().getFirst().operation().attribute("connection_id"))
                .isEqualTo("0x55667788");
    }

    @Test
    void io_of_a_connection_seen_opening_has_the_assemblys_name() {
        ask(EnipBytes.FORWARD_OPEN, EnipBytes.FORWARD_OPENED);
        Conversation io = new Conversation(decoder, Transport.UDP, 2_222);
        io.feed(Direction.FROM_ORIGINATOR, EnipBytes.io(0x55667788, 1, "0100 AABB"))
                .feed(Direction.FROM_ORIGINATOR, EnipBytes.io(0x55667788, 2, "0200 AABB"))
                .feed(Direction.FROM_RESPONDER, EnipBytes.io(0x11223344, 1, "0100 1234"))
                .feed(Direction.FROM_RESPONDER, EnipBytes.io(0x11223344, 2, "0200 1235"));
        assertThat(io.operations()).hasSize(2);
        assertThat(io.values())
                .extracting(seen -> seen.way() + " " + seen.points())
                .containsExactly("WRITTEN 4/101/3/0..1", "REPORTED 4/102/3/0..1", "REPORTED 4/102/3/0..1");
    }

    @Test
    void io_without_its_opening_is_told_by_connection() {
        Conversation io = new Conversation(decoder, Transport.UDP, 2_222);
        io.feed(Direction.FROM_ORIGINATOR, EnipBytes.io(0x4B0603, 1, "AABB"))
                .feed(Direction.FROM_ORIGINATOR, EnipBytes.io(0x4B0603, 2, "AABB"));
        assertThat(io.values()).hasSize(1);
        assertThat(io.values().getFirst().points().space()).isEqualTo("io/0x004b0603");
    }

    @Test
    void io_that_does_not_change_is_told_again_now_and_then() {
        Conversation io = new Conversation(decoder, Transport.UDP, 2_222);
        io.feed(Direction.FROM_ORIGINATOR, EnipBytes.io(1, 1, "AABB")).secondsLater(2);
        io.feed(Direction.FROM_ORIGINATOR, EnipBytes.io(1, 2, "AABB"));
        assertThat(io.values()).hasSize(2);
    }
}
