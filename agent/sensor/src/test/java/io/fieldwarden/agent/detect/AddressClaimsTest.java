package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Alert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who stands between whom is told from repairs, failovers and the passing of time. */
class AddressClaimsTest {
    private static final long TAKER = Traffic.end(Traffic.VIEWER, 0).mac();

    private final Traffic traffic = new Traffic();

    @BeforeEach
    void learn() {
        Plant.normal(traffic);
        traffic.pass(10);
    }

    private AddressClaimsTest takes(String address) {
        traffic.arp(address, TAKER, Traffic.end(address, 0).mac());
        return this;
    }

    private List<Alert> judged(DetectSettings settings) {
        return Plant.latest(Plant.judge(traffic.all(), settings));
    }

    private List<Alert> judged() {
        return judged(DetectSettings.DEFAULT);
    }

    @Test
    void a_device_that_takes_two_addresses_is_told_once_with_both_in_it() {
        takes(Traffic.PLC).takes(Traffic.HMI).takes(Traffic.OFFICE);
        assertThat(judged()).singleElement().satisfies(alert -> {
            assertThat(alert.type()).isEqualTo("mitm.arp-spoof");
            assertThat(alert.count()).isEqualTo(2);
            assertThat(alert.seen().summary()).contains(Traffic.PLC, Traffic.HMI);
        });
    }

    @Test
    void addresses_taken_long_apart_are_repairs() {
        takes(Traffic.PLC).traffic.pass(601);
        takes(Traffic.HMI);
        assertThat(judged()).isEmpty();
    }

    @Test
    void the_number_of_owners_is_a_setting() {
        takes(Traffic.PLC).takes(Traffic.HMI);
        assertThat(judged(DetectSettings.DEFAULT.withThresholds(Map.of("mitm.arp-spoof/owners", 3.0))))
                .isEmpty();
    }

    @Test
    void returns_long_apart_are_no_conflict() {
        for (int times = 0; times < 4; times++) {
            takes(Traffic.PLC).traffic.pass(700);
            traffic.arp(Traffic.PLC, Traffic.end(Traffic.PLC, 0).mac(), TAKER);
            traffic.pass(700);
        }
        assertThat(judged()).isEmpty();
    }

    @Test
    void many_claimants_are_bounded() {
        for (int mac = 0; mac < 50_000; mac++) {
            traffic.arp(Traffic.PLC, mac + 1L, mac);
        }
        assertThat(judged()).allSatisfy(alert -> assertThat(alert.type()).isEqualTo("mitm.arp-spoof"));
    }
}
