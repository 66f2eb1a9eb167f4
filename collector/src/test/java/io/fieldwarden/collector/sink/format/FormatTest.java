package io.fieldwarden.collector.sink.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.collector.ingest.TestAlerts;
import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.sink.Utf8;
import io.fieldwarden.collector.store.AlertState;
import io.fieldwarden.collector.store.AlertStore.Change;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:02Z");
    private final Format cef = new CefFormat("1.0");
    private final Format leef = new LeefFormat("1.0");
    private final Format json = new JsonFormat();

    @Test
    void cef_of_a_raised_alert() {
        assertThat(cef.text(change("a write")))
                .isEqualTo("CEF:0|Fieldwarden|Fieldwarden|1.0|ot.unauthorised-write|Write by a controller that never"
                        + " wrote|8|rt=1793527202000 start=1793527200123 end=1793527200123 cnt=1 externalId="
                        + TestAlerts.alert("gateway-1", 7, 0).id()
                        + " cn1=0 cn1Label=revision dvchost=gateway-1 cat=raised src=10.0.0.66 spt=49152"
                        + " smac=00:1b:1b:01:02:03 shost=a write dst=10.0.0.2 dpt=502 dhost=plc-1 app=modbus"
                        + " act=write_single_register outcome=succeeded request=unit 1 holding-register:9"
                        + " flexString1=WRITE flexString1Label=access flexString2=value: a write"
                        + " flexString2Label=details cs1=plant cs1Label=site cs2=only 10.0.0.5 writes here (10.0.0.5)"
                        + " cs2Label=expected cs3=a write (a write) cs3Label=seen cs4=T0855 cs4Label=techniques"
                        + " cs5=open cs5Label=state cs6=Ask the shift who is at 10.0.0.66. Look at the set-point"
                        + " before touching anything. cs6Label=advice cfp1=0.9 cfp1Label=confidence msg=Somebody else"
                        + " commands the controller.");
    }

    @Test
    void cef_escapes_what_a_device_may_say() {
        String text = cef.text(change("a|b\\c=d\ne\rf\u0000g\u202Eh"));

        assertThat(text).contains("shost=a|b\\\\c\\=d\\ne\\rf\uFFFDg\uFFFDh dst=");
        assertThat(text).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void leef_of_a_raised_alert() {
        assertThat(leef.text(change("a write")))
                .isEqualTo(
                        "LEEF:2.0|Fieldwarden|Fieldwarden|1.0|ot.unauthorised-write|^|devTime=1793527202000^cat=raised"
                                + "^sev=8^alertId="
                                + TestAlerts.alert("gateway-1", 7, 0).id()
                                + "^revision=0^identHostName=gateway-1^site=plant^title=Write by a controller that"
                                + " never wrote"
                                + "^firstSeen=1793527200123^lastSeen=1793527200123^count=1^confidence=0.9^src=10.0.0.66^srcPort=49152^srcMAC=00:1b:1b:01:02:03^srcName=a"
                                + " write^dst=10.0.0.2^dstPort=502"
                                + "^dstName=plc-1^application=modbus^action=write_single_register^access=WRITE^outcome=succeeded^resource=unit"
                                + " 1 holding-register:9^details=value: a write^expected=only 10.0.0.5 writes here"
                                + " (10.0.0.5)^seen=a write (a write)^techniques=T0855^state=open^msg=Somebody else"
                                + " commands the controller.^advice=Ask the shift who is at 10.0.0.66. Look at the"
                                + " set-point before touching anything.");
    }

    @Test
    void leef_has_no_escape_so_a_device_cannot_end_a_value() {
        String text = leef.text(change("a^sev=1\n|b\u202Ec"));

        assertThat(text).contains("^srcName=a\u02C6sev=1 |b\uFFFDc^dst=");
        assertThat(text.split("\\^"))
                .filteredOn(part -> part.startsWith("sev="))
                .containsExactly("sev=8");
    }

    @Test
    void json_is_the_contract_inside_what_changed() {
        JsonNode read = JsonMapper.shared().readTree(json.text(change("ü \" \\ \n \u0007 \uD83D\uDE00")));

        assertThat(read.path("change").asString()).isEqualTo("raised");
        assertThat(read.path("sequence").asLong()).isEqualTo(9);
        Alert alert = ContractJson.read(read.path("alert").toString(), Alert.class);
        assertThat(alert).isEqualTo(change("ü \" \\ \n \u0007 \uD83D\uDE00").alert());
    }

    @Test
    void hostile_texts_stay_one_printable_line_of_bounded_size() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        int cut = 0;
        for (int round = 0; round < 2_000; round++) {
            Change change = change(words(random, random.nextInt(4096)));
            for (Format format : List.of(cef, leef, json)) {
                String text = format.text(change, 4096);
                assertThat(Utf8.length(text)).isLessThanOrEqualTo(4096);
                assertThat(text.codePoints().anyMatch(Character::isISOControl)).isFalse();
                assertThat(text.contains("advice") || !text.contains("Ask the shift"))
                        .isTrue();
                cut += text.length() < format.text(change).length() ? 1 : 0;
            }
            JsonMapper.shared().readTree(json.text(change, 4096));
        }
        assertThat(cut).isGreaterThan(500);
    }

    private static String words(RandomGenerator random, int length) {
        String alphabet = "abc =|\\\"]\n\r\u0000\u001b\u0085\u2028\u202e\uFEFFüß€漢\t";
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < length; at++) {
            words.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return words.toString();
    }

    private static Change change(String words) {
        Alert alert = TestAlerts.alert("gateway-1", 7, 0, words).withEvidence(null);
        return new Change(9, Change.Kind.RAISED, alert, AlertState.OPEN, "gateway-1", "", AT);
    }
}
