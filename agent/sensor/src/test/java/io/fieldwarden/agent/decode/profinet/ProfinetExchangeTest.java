package io.fieldwarden.agent.decode.profinet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

class ProfinetExchangeTest {

    private static Conversation dcp() {
        return new Conversation(new DcpDecoder(), Transport.LINK, FrameIds.ETHER_TYPE);
    }

    private static Conversation cm() {
        return new Conversation(new CmDecoder(), Transport.UDP, 34_964);
    }

    private static Conversation rt() {
        return new Conversation(new RtDecoder(), Transport.LINK, FrameIds.ETHER_TYPE);
    }

    @Test
    void identify_tells_who_answers() {
        Conversation played = dcp().request(DcpCorpus.IDENTIFY_ALL).answer(DcpCorpus.IDENTITY);
        assertThat(played.identities()).hasSize(1);
        assertThat(played.identities().getFirst().facts())
                .contains(
                        new Attribute("name", "plc-17"),
                        new Attribute("product", "CPU-1"),
                        new Attribute("vendor", "Siemens"),
                        new Attribute("ip", "192.168.0.2"));
        assertThat(played.operations().getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(played.anomalies()).isEmpty();
    }

    @Test
    void set_configures_and_its_error_refuses() {
        Conversation played = dcp().request(DcpCorpus.SET_NAME)
                .answer(DcpCorpus.SET_NAME_OK)
                .request(DcpCorpus.SET_IP)
                .answer(DcpCorpus.SET_IP_REFUSED);
        assertThat(played.operations()).hasSize(2);
        assertThat(played.operations().getFirst().operation().access()).isEqualTo(Access.CONFIGURE);
        assertThat(played.operations().getLast().outcome())
                .isEqualTo(Outcome.refused(6, "in_operation_set_not_possible"));
        assertThat(played.values()).hasSize(1);
        assertThat(played.values().getFirst().values().text(0)).isEqualTo("plc-2");
    }

    @Test
    void signal_and_reset_act_on_the_device() {
        Conversation played = dcp().request(DcpCorpus.SIGNAL)
                .answer(DcpCorpus.SIGNAL_OK)
                .request(DcpCorpus.RESET)
                .answer(DcpCorpus.RESET_OK);
        assertThat(played.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("signal", "reset_to_factory");
        assertThat(played.operations()).allMatch(seen -> seen.operation().access() == Access.EXECUTE);
    }

    @Test
    void a_request_without_answer_is_unanswered_after_ten_seconds() {
        Conversation played = dcp().request(DcpCorpus.GET).secondsLater(9);
        assertThat(played.operations()).isEmpty();
        played.secondsLater(3);
        assertThat(played.operations()).extracting(OperationSeen::outcome).containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void open_requests_are_bounded() {
        Conversation played = dcp();
        int most = ProfinetLimits.standard().openRequests();
        for (int xid = 0; xid <= most; xid++) {
            played.request(String.format("FEFD 03 00 %08X 0000 0002 02 02", xid));
        }
        assertThat(played.operations()).hasSize(1);
        assertThat(played.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void broken_dcp_is_told() {
        assertThat(dcp().request("FEFD 04 00 00").anomalies().getFirst().anomaly())
                .isEqualTo(DcpAnomaly.HEADER_TOO_SHORT);
        assertThat(dcp().request("FEFD 04 00 00000001 0000 0010 0202 0002 0000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DcpAnomaly.LENGTH_OVER_FRAME);
        assertThat(dcp().request("FEFD 04 00 00000001 0000 0006 0202 00FF 0000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DcpAnomaly.BLOCK_OVER_DATA);
        assertThat(dcp().request("FEFD 04 00 00000001 0000 0006 0102 0002 0000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DcpAnomaly.BLOCK_TOO_SHORT);
        assertThat(dcp().request("FEFD 05 00 00000001 0000 0000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DcpAnomaly.FRAME_ID_MISMATCH);
        assertThat(dcp().request("FEFD 09 00 00000001 0000 0000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DcpAnomaly.UNKNOWN_SERVICE);
        assertThat(dcp().request("FEFD 04 00 00000001 0000 0008 0202 0004 0000 2561")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DcpAnomaly.ILLEGAL_NAME);
        assertThat(dcp().request(DcpCorpus.GET)
                        .answer(DcpCorpus.GET_OK)
                        .answer(DcpCorpus.GET_OK)
                        .anomalies())
                .extracting(seen -> seen.anomaly())
                .contains(DcpAnomaly.RESPONSE_WITHOUT_REQUEST);
    }

    @Test
    void cyclic_data_is_told_when_its_state_changes() {
        Conversation played = rt().request(RtCorpus.RUN).request(RtCorpus.RUN).request(RtCorpus.STOP);
        assertThat(played.operations())
                .extracting(seen -> seen.operation().attribute("provider_state"))
                .containsExactly("run", "stop");
        assertThat(played.values()).extracting(seen -> seen.values().text(0)).containsExactly("run", "valid", "stop");
        assertThat(played.anomalies()).isEmpty();
    }

    @Test
    void alarms_say_what_happened() {
        Conversation played =
                rt().answer(RtCorpus.ALARM).request(RtCorpus.ALARM_ACK).request(RtCorpus.ALARM_ERROR);
        assertThat(played.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("alarm_notification", "alarm_ack", "alarm_error");
        assertThat(played.operations().getFirst().operation().attribute("alarm_type"))
                .isEqualTo("pull");
        assertThat(played.anomalies()).isEmpty();
    }

    @Test
    void frame_ids_are_bounded() {
        Conversation played = rt();
        for (int id = 0; id < 40; id++) {
            played.request(String.format("%04X 00000000 0000 35 00", 0xC000 + id));
        }
        assertThat(played.operations()).hasSize(ProfinetLimits.standard().cyclicFrames());
        assertThat(played.anomalies()).hasSize(1);
        assertThat(played.anomalies().getFirst().anomaly()).isEqualTo(RtAnomaly.TOO_MANY_FRAME_IDS);
    }

    @Test
    void a_connection_is_made_parameterised_and_released() {
        Conversation played = cm().request(CmCorpus.CONNECT)
                .answer(CmCorpus.CONNECTED)
                .request(CmCorpus.PARAMETER_END)
                .answer(CmCorpus.DONE)
                .request(CmCorpus.RELEASE)
                .answer(CmCorpus.FAULT);
        assertThat(played.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("connect", "control", "release");
        assertThat(played.operations().getFirst().operation().attribute("cm_initiator_station_name"))
                .isEqualTo("ctrl-1");
        assertThat(played.operations().get(1).operation().access()).isEqualTo(Access.CONFIGURE);
        assertThat(played.operations().getLast().outcome()).isEqualTo(Outcome.refused(0x1C010003, "nca_unk_if"));
        assertThat(played.anomalies()).isEmpty();
    }

    @Test
    void records_are_written_or_refused() {
        Conversation played = cm().request(CmCorpus.WRITE)
                .answer(CmCorpus.WRITTEN)
                .request(CmCorpus.MULTIPLE_WRITE)
                .answer(CmCorpus.WRITE_REFUSED);
        assertThat(played.operations().getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(played.operations().getLast().outcome().name()).isEqualTo("iodwriteres/pniorw/invalid_slot_subslot");
        assertThat(played.values()).hasSize(1);
        assertThat(played.values().getFirst().points().space()).isEqualTo("0/1/1/0x0001");
        assertThat(played.values().getFirst().values().text(0)).isEqualTo("01020304");
    }

    @Test
    void the_name_plate_of_a_module_is_its_identity() {
        Conversation played = cm().request(CmCorpus.READ_IM0).answer(CmCorpus.IM0);
        assertThat(played.operations().getFirst().operation().access()).isEqualTo(Access.IDENTIFY);
        assertThat(played.identities().getLast().facts())
                .contains(
                        new Attribute("model", "6ES7 123-4AB56-0CD0"),
                        new Attribute("serial", "S C12345678"),
                        new Attribute("hardware", "5"),
                        new Attribute("firmware", "V2.1.3"));
    }

    @Test
    void others_are_not_recognised() {
        Window tls = new Window().over(Corpus.hex("160301020001000001fc0303".repeat(10)));
        var udp = Conversation.connection(Transport.UDP, 34_964, false);
        var link = Conversation.connection(Transport.LINK, FrameIds.ETHER_TYPE, false);
        assertThat(new CmDecoder().recognise(tls, Direction.FROM_ORIGINATOR, udp))
                .isEqualTo(Recognition.NO);
        assertThat(new DcpDecoder().recognise(tls, Direction.FROM_ORIGINATOR, link))
                .isEqualTo(Recognition.NO);
        Window call = new Window().over(Corpus.hex(CmCorpus.CONNECT));
        assertThat(new CmDecoder().recognise(call, Direction.FROM_ORIGINATOR, udp))
                .isEqualTo(Recognition.YES);
    }
}
