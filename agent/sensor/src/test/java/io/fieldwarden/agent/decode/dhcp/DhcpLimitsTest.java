package io.fieldwarden.agent.decode.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class DhcpLimitsTest {
    private static final DhcpLimits LIMITS = DhcpLimits.standard();

    private final Conversation version4 = new Conversation(new DhcpDecoder(), Transport.UDP, 67);
    private final Conversation version6 = new Conversation(new Dhcp6Decoder(), Transport.UDP, 547);

    /** A message of client {@code number} with these options. */
    private static String message(int operation, int number, String options) {
        return String.format("%02X010600 00001234 00000000 00000000", operation)
                + (operation == 2 ? "0A00001E" : "00000000") + "00000000 00000000"
                + String.format("0200%08X", number) + "00".repeat(10 + 192) + "63825363" + options + "FF";
    }

    private static String option6(int code, String data) {
        return String.format("%04X%04X", code, data.length() / 2) + data;
    }

    private Operation last(Conversation conversation) {
        return conversation.operations().getLast().operation();
    }

    @Test
    void options_of_a_message() {
        String filling = "C800".repeat(LIMITS.optionsMax() - 1);
        assertThat(last(version4.request(message(1, 1, filling + "350101"))).name())
                .isEqualTo("discover");
        assertThat(last(version4.request(message(1, 1, filling + "C800" + "350101")))
                        .name())
                .isEqualTo("boot_request");
        String filling6 = option6(8, "0000").repeat(LIMITS.optionsMax() - 1);
        String asked = option6(6, "0018");
        assertThat(last(version6.request("01000001" + filling6 + asked)).attribute("parameter_list"))
                .isEqualTo("24");
        assertThat(last(version6.request("01000001" + filling6 + option6(8, "0000") + asked))
                        .attribute("parameter_list"))
                .isEmpty();
        assertThat(version6.anomalies()).isEmpty();
    }

    @Test
    void clients_remembered() {
        for (int others : new int[] {LIMITS.clients() - 1, LIMITS.clients()}) {
            Conversation spoken = new Conversation(new DhcpDecoder(), Transport.UDP, 67);
            spoken.request(message(1, 1, "3501030C0141"));
            for (int client = 2; client < 2 + others; client++) {
                spoken.request(message(1, client, "3501030C0142"));
            }
            spoken.answer(message(2, 1, "350105"));
            assertThat(spoken.identities().getLast().facts())
                    .extracting(fact -> fact.name())
                    .contains("assigned_address")
                    .hasSize(others < LIMITS.clients() ? 2 : 1);
        }
    }

    @Test
    void characters_of_a_text() {
        for (int size : new int[] {LIMITS.textChars(), LIMITS.textChars() + 1}) {
            String text = "41".repeat(size);
            String vendor = option6(16, "00000137" + String.format("%04X", size) + text);
            assertThat(last(version6.request("01000001" + vendor)).attribute("vendor_class"))
                    .hasSize(LIMITS.textChars());
        }
        String labels = ("3F" + "41".repeat(63)).repeat(3); // 191 characters with the points between them
        for (int size : new int[] {63, 64}) {
            String name = labels + String.format("%02X", size) + "41".repeat(size);
            assertThat(last(version6.request("01000001" + option6(39, "00" + name)))
                            .attribute("client_fqdn"))
                    .hasSize(LIMITS.textChars());
        }
    }

    @Test
    void options_of_a_fingerprint() {
        for (int size : new int[] {LIMITS.fingerprintMax(), LIMITS.fingerprintMax() + 1}) {
            String list = "37" + String.format("%02X", size) + "01".repeat(size);
            assertThat(last(version4.request(message(1, 1, list)))
                            .attribute("parameter_list")
                            .split(","))
                    .hasSize(LIMITS.fingerprintMax());
            assertThat(last(version6.request("01000001" + option6(6, "0018".repeat(size))))
                            .attribute("parameter_list")
                            .split(","))
                    .hasSize(LIMITS.fingerprintMax());
        }
    }

    @Test
    void version_6_broken_messages() {
        version6.request("0100");
        version6.request("0C00" + "00".repeat(31)); // a relay's header has 34 bytes
        version6.request("01000001 0006 0003 0018");
        assertThat(version6.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(DhcpAnomaly.TOO_SHORT, DhcpAnomaly.TOO_SHORT, DhcpAnomaly.BAD_OPTION);
    }

    @Test
    void version_6_clients_say_who_they_are() {
        String identifier = option6(1, "00010001 23C17113 0200000000AA".replace(" ", ""));
        String said = option6(39, "0003686D69")
                + option6(16, "00000137 0004 4D534654".replace(" ", ""))
                + option6(6, "00180017");
        version6.request("01ABCDEF" + identifier + said).request("03ABCDF0" + identifier + said);
        assertThat(last(version6).attribute("client_duid")).isEqualTo("0001000123c171130200000000aa");
        assertThat(version6.identities()).hasSize(1);
        assertThat(version6.identities().getFirst().facts().toString())
                .contains("hmi", "MSFT", "24,23")
                .doesNotContain("duid");
    }
}
