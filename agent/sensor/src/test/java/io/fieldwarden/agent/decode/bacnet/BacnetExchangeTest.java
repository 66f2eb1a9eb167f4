package io.fieldwarden.agent.decode.bacnet;

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
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import org.junit.jupiter.api.Test;

class BacnetExchangeTest {
    private final Conversation talk = new Conversation(new BacnetDecoder(), Transport.UDP, BacnetDecoder.PORT);

    private BacnetExchangeTest ask(String network) {
        talk.feed(Direction.FROM_ORIGINATOR, BacnetCorpus.unicast(network));
        return this;
    }

    private BacnetExchangeTest answer(String network) {
        talk.feed(Direction.FROM_RESPONDER, BacnetCorpus.unicast(network));
        return this;
    }

    private OperationSeen only() {
        assertThat(talk.operations()).hasSize(1);
        return talk.operations().getFirst();
    }

    @Test
    void read_property_gives_value_and_point() {
        ask(BacnetCorpus.READ).answer(BacnetCorpus.READ_ACK);
        assertThat(only().operation().name()).isEqualTo("read_property");
        assertThat(only().operation().points()).isEqualTo(Points.named("analog-input,3/present-value"));
        assertThat(only().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(talk.values()).hasSize(1);
        assertThat(talk.values().getFirst().values().number(0)).isEqualTo(50);
        assertThat(talk.values().getFirst().way()).isEqualTo(Way.READ);
        assertThat(talk.anomalies()).isEmpty();
    }

    @Test
    void read_property_multiple_gives_quality_unit_and_errors() {
        ask(BacnetCorpus.READ_MANY).answer(BacnetCorpus.READ_MANY_ACK);
        assertThat(talk.values()).hasSize(3);
        assertThat(talk.values().getFirst().quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(talk.values().getFirst().unit()).isEqualTo("degrees-celsius");
        assertThat(only().operation().attribute("property_error"))
                .isEqualTo("analog-input,3/reliability=property:unknown-property");
    }

    @Test
    void a_write_counts_once_it_is_confirmed() {
        ask(BacnetCorpus.WRITE);
        assertThat(talk.values()).isEmpty();
        answer("01 00 | 20 08 0F");
        assertThat(only().operation().access()).isEqualTo(Access.WRITE);
        assertThat(only().operation().attribute("priority")).isEqualTo("8");
        assertThat(talk.values()).hasSize(1);
        assertThat(talk.values().getFirst().way()).isEqualTo(Way.WRITTEN);
        assertThat(talk.values().getFirst().values().number(0)).isEqualTo(20);
    }

    @Test
    void an_error_refuses_with_class_and_code() {
        ask(BacnetCorpus.WRITE).answer("01 00 | 50 08 0F 91 02 91 28");
        assertThat(only().outcome()).isEqualTo(Outcome.refused(40, "property:write-access-denied"));
        assertThat(talk.values()).isEmpty();
    }

    @Test
    void reject_and_abort_refuse_with_their_reason() {
        ask(BacnetCorpus.READ).answer("01 00 | 60 07 09");
        assertThat(only().outcome()).isEqualTo(Outcome.refused(9, "reject:unrecognized-service"));
    }

    @Test
    void a_password_is_never_kept() {
        ask(BacnetCorpus.SILENCE).ask(BacnetCorpus.REINITIALIZE);
        talk.close();
        assertThat(talk.operations()).hasSize(2);
        assertThat(talk.operations().getFirst().operation().attribute("device_state"))
                .isEqualTo("disable");
        assertThat(talk.operations().getFirst().operation().attribute("password"))
                .isEqualTo("present");
        assertThat(talk.operations().getLast().operation().access()).isEqualTo(Access.EXECUTE);
        assertThat(talk.observations.toString()).doesNotContain("secret");
    }

    @Test
    void no_answer_within_ten_seconds_is_told() {
        ask(BacnetCorpus.READ);
        talk.secondsLater(11);
        assertThat(only().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void i_am_tells_who_it_is_once() {
        answer(BacnetCorpus.I_AM).answer(BacnetCorpus.I_AM);
        assertThat(talk.operations()).hasSize(2);
        assertThat(talk.identities()).hasSize(1);
        assertThat(talk.identities().getFirst().facts())
                .contains(new Attribute("device", "device,123"), new Attribute("vendor", "Johnson Controls"));
    }

    @Test
    void a_change_of_value_is_reported_with_its_quality() {
        answer(BacnetCorpus.COV);
        assertThat(talk.values()).hasSize(2);
        assertThat(talk.values().getFirst().way()).isEqualTo(Way.REPORTED);
        assertThat(talk.values().getFirst().quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void segments_are_joined() {
        ask("01 04 | 00 05 0C 0C | 0C 0200007B 19 4C");
        answer("01 00 | 3C 0C 00 02 0C | 0C 0200007B 19 4C 3E C4 00000001");
        answer("01 00 | 3C 0C 00 02 0C | 0C 0200007B 19 4C 3E C4 00000001");
        answer("01 00 | 38 0C 01 02 0C | C4 00000002 3F");
        assertThat(talk.values()).hasSize(1);
        assertThat(talk.values().getFirst().points()).isEqualTo(new Points("device,123/object-list", 1, 2));
        assertThat(talk.values().getFirst().values().text(1)).isEqualTo("analog-input,2");
    }

    @Test
    void a_missing_segment_is_told() {
        answer("01 00 | 3C 0C 00 02 0C | 0C 0200007B 19 4C 3E");
        answer("01 00 | 38 0C 02 02 0C | 3F");
        talk.close();
        assertThat(talk.anomalies())
                .extracting(seen -> seen.anomaly().code())
                .containsExactly("segment-out-of-order", "segments-incomplete");
    }

    @Test
    void a_foreign_device_registers() {
        talk.feed(Direction.FROM_ORIGINATOR, BacnetCorpus.link(5, "003C"));
        talk.feed(Direction.FROM_RESPONDER, BacnetCorpus.link(0, "0030"));
        assertThat(only().operation().name()).isEqualTo("register_foreign_device");
        assertThat(only().operation().attribute("ttl")).isEqualTo("60");
        assertThat(only().outcome()).isEqualTo(Outcome.refused(0x30, "register_foreign_device_nak"));
    }

    @Test
    void a_forwarded_message_is_its_origins() {
        talk.feed(Direction.FROM_RESPONDER, BacnetCorpus.link(4, "0A000009 BAC0 " + BacnetCorpus.COV));
        assertThat(talk.values()).hasSize(2);
        assertThat(talk.values().getFirst().points().toString()).startsWith("10.0.0.9/analog-input,3/");
    }

    @Test
    void broken_messages_are_told() {
        ask("02 00 | 10 08");
        ask("01 40 | 10 08");
        ask("01 00 | 90 08");
        ask("01 00 | 00 05");
        ask("01 04 | 00 05 07 0C | 0C 00");
        ask("01 00 | 10 63");
        talk.feed(Direction.FROM_ORIGINATOR, Corpus.hex("81 0A 00FF 01 00 10 08"));
        talk.feed(Direction.FROM_ORIGINATOR, Corpus.hex("81 0D 0004"));
        talk.feed(Direction.FROM_ORIGINATOR, Corpus.hex("81 05 0004"));
        assertThat(talk.anomalies())
                .extracting(seen -> seen.anomaly().code())
                .containsExactly(
                        "bad-npdu-version",
                        "bad-npdu",
                        "unknown-pdu-type",
                        "apdu-too-short",
                        "bad-tag",
                        "unknown-service",
                        "bvlc-length-mismatch",
                        "unknown-bvlc-function",
                        "bvlc-too-short");
    }

    @Test
    void recognises_by_content_on_any_port() {
        BacnetDecoder decoder = new BacnetDecoder();
        var elsewhere = Conversation.connection(Transport.UDP, 4000, false);
        Window good = new Window().over(BacnetCorpus.unicast(BacnetCorpus.READ));
        Window dns = new Window().over(Corpus.hex("1234 0100 0001 0000 0000 0000"));
        assertThat(decoder.recognise(good, Direction.FROM_ORIGINATOR, elsewhere))
                .isEqualTo(Recognition.YES);
        assertThat(decoder.recognise(dns, Direction.FROM_ORIGINATOR, elsewhere)).isEqualTo(Recognition.NO);
        var frames = Conversation.connection(Transport.LINK, BacnetDecoder.LLC, false);
        Window frame = new Window().over(Corpus.hex("828203" + BacnetCorpus.READ.replaceAll("[ |]", "")));
        assertThat(decoder.recognise(frame, Direction.FROM_ORIGINATOR, frames)).isEqualTo(Recognition.YES);
    }
}
