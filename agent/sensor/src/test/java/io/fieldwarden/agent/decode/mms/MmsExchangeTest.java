package io.fieldwarden.agent.decode.mms;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import org.junit.jupiter.api.Test;

class MmsExchangeTest {

    private static Conversation mms() {
        return new Conversation(new MmsDecoder(), Transport.TCP, 102);
    }

    private static Recognition recognise(String bytes) {
        return new MmsDecoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.TCP, 102, false));
    }

    @Test
    void an_association_is_made_and_the_device_says_who_it_is() {
        Conversation played = mms().request(MmsCorpus.REQUEST_TRANSPORT)
                .answer(MmsCorpus.CONFIRM_TRANSPORT)
                .request(MmsCorpus.INITIATE)
                .answer(MmsCorpus.INITIATED)
                .request(MmsCorpus.IDENTIFY)
                .answer(MmsCorpus.IDENTITY);
        assertThat(played.anomalies()).isEmpty();
        assertThat(played.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("initiate", "identify");
        assertThat(played.identities().getFirst().facts())
                .containsExactly(
                        new Attribute("vendor", "ABC"), new Attribute("model", "M1"), new Attribute("firmware", "7"));
    }

    @Test
    void values_are_read_with_their_quality() {
        Conversation played = mms().request(MmsCorpus.READ).answer(MmsCorpus.READ_RESULTS);
        assertThat(played.values().getFirst().points().space()).isEqualTo("LD/MMXU1$MX$A/1");
        assertThat(played.values().getFirst().values().number(0)).isEqualTo(42);
        assertThat(played.values().getFirst().quality()).isEqualTo(ValueSeen.Quality.GOOD);
        assertThat(played.identities().getFirst().facts()).containsExactly(new Attribute("vendor", "ABC"));
    }

    @Test
    void control_acts_and_settings_configure() {
        Conversation played = mms().request(MmsCorpus.OPERATE)
                .answer(MmsCorpus.OPERATED)
                .request(MmsCorpus.SETTING)
                .answer(MmsCorpus.SETTING_REFUSED);
        assertThat(played.operations().getFirst().operation().access()).isEqualTo(Access.EXECUTE);
        assertThat(played.operations().getFirst().operation().attribute("control"))
                .isEqualTo("operate");
        assertThat(played.operations().getLast().operation().access()).isEqualTo(Access.CONFIGURE);
        assertThat(played.operations().getLast().outcome()).isEqualTo(Outcome.refused(3, "object_access_denied"));
        assertThat(played.values()).hasSize(2).allMatch(seen -> seen.way() == ValueSeen.Way.WRITTEN);
    }

    @Test
    void programs_are_started_and_domains_downloaded() {
        Conversation played = mms().request(MmsCorpus.START)
                .answer(MmsCorpus.START_REFUSED)
                .request(MmsCorpus.DOWNLOAD)
                .answer(MmsCorpus.REJECT);
        assertThat(played.operations())
                .extracting(seen -> seen.operation().name() + " "
                        + seen.operation().access() + " " + seen.outcome().name())
                .containsExactly(
                        "start EXECUTE access/object_access_denied",
                        "initiate_download_sequence CONFIGURE confirmed_request_pdu/unrecognized_service");
        assertThat(played.operations().getFirst().operation().attribute("program_invocation_name"))
                .isEqualTo("PRI");
    }

    @Test
    void reports_name_the_members_that_changed() {
        Conversation played = mms().answer(MmsCorpus.REPORT);
        assertThat(played.operations().getFirst().operation().attribute("rpt_id"))
                .isEqualTo("R1");
        assertThat(played.values().getFirst().points().space()).isEqualTo("DS/2");
        assertThat(played.values().getFirst().way()).isEqualTo(ValueSeen.Way.REPORTED);
    }

    @Test
    void what_the_transport_begins_with_decides_nothing() {
        assertThat(recognise(MmsCorpus.REQUEST_TRANSPORT)).isEqualTo(Recognition.MAYBE);
        assertThat(recognise(MmsCorpus.REQUEST_TRANSPORT + MmsCorpus.INITIATE)).isEqualTo(Recognition.YES);
        assertThat(recognise(MmsCorpus.READ)).isEqualTo(Recognition.YES);
        assertThat(recognise(MmsCorpus.BARE_INITIATE)).isEqualTo(Recognition.YES);
        assertThat(recognise("0300 0019 02F080 32010000 0000 0008 0000 F000 0001 0001 01E0"))
                .isEqualTo(Recognition.NO);
        assertThat(recognise("160301020001000001fc")).isEqualTo(Recognition.NO);
    }

    @Test
    void any_cut_tells_the_same() {
        byte[] request = Corpus.hex(MmsCorpus.READ);
        byte[] answer = Corpus.hex(MmsCorpus.READ_RESULTS);
        for (int cut = 1; cut < request.length; cut++) {
            Conversation played = mms().feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOf(request, cut))
                    .feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOfRange(request, cut, request.length))
                    .feed(Direction.FROM_RESPONDER, answer);
            assertThat(played.operations()).hasSize(1);
            assertThat(played.anomalies()).isEmpty();
        }
    }

    @Test
    void after_a_gap_the_next_message_is_found() {
        Conversation played = mms().gap(Direction.FROM_ORIGINATOR, 10)
                .request("AABBCC" + MmsCorpus.IDENTIFY)
                .answer(MmsCorpus.IDENTITY);
        assertThat(played.operations()).hasSize(1);
    }

    @Test
    void what_is_broken_is_told() {
        assertThat(mms().request("0300 0007 00 0F80 00000000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(MmsAnomaly.BAD_TRANSPORT);
        assertThat(mms().request(MmsCorpus.tpkt("77 00")).anomalies().getFirst().anomaly())
                .isEqualTo(MmsAnomaly.BAD_SESSION);
        assertThat(mms().request(MmsCorpus.tpkt("01 00 01 00 61 30 00"))
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(MmsAnomaly.BAD_PRESENTATION);
        assertThat(mms().request(MmsCorpus.tpkt("A0 7F 02"))
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(MmsAnomaly.BAD_ENCODING);
        assertThat(mms().request(MmsCorpus.data("B0 00")).anomalies().getFirst().anomaly())
                .isEqualTo(MmsAnomaly.UNKNOWN_PDU);
        assertThat(mms().request(MmsCorpus.IDENTIFY)
                        .request(MmsCorpus.IDENTIFY)
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(MmsAnomaly.DUPLICATE_INVOKE_ID);
        assertThat(mms().request("0300 0040 02 F0 80")
                        .close()
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(MmsAnomaly.TRUNCATED);
    }

    @Test
    void open_requests_are_bounded() {
        Conversation played = mms();
        int most = MmsLimits.standard().outstanding();
        for (int invoke = 0; invoke <= most; invoke++) {
            played.request(MmsCorpus.request(invoke, "82 00"));
        }
        assertThat(played.operations()).hasSize(1);
        assertThat(played.anomalies().getFirst().anomaly()).isEqualTo(MmsAnomaly.TOO_MANY_OUTSTANDING);
        played.secondsLater(12);
        assertThat(played.operations()).hasSize(most + 1);
    }
}
