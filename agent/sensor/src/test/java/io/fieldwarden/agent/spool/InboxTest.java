package io.fieldwarden.agent.spool;

import static io.fieldwarden.agent.spool.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.contract.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox(new SpoolLimits(1 << 20, 100, 4096, 3, 100_000, Duration.ZERO));

    @Test
    void a_full_inbox_gives_up_the_lowest_severity() throws Exception {
        inbox.hand(alert(1, Severity.MEDIUM));
        inbox.hand(alert(2, Severity.LOW));
        inbox.hand(alert(3, Severity.HIGH));
        inbox.hand(alert(4, Severity.CRITICAL));
        inbox.hand(alert(5, Severity.INFO));
        Inbox.Taken taken = inbox.take(0);
        assertThat(taken.alerts()).extracting(Alerts::number).containsExactly(1, 3, 4);
        assertThat(taken.dropped()).isEqualTo(2);
        assertThat(taken.handed()).isEqualTo(5);
    }

    @Test
    void evidence_counts_against_the_memory_it_may_take() throws Exception {
        inbox.hand(alert(1, 0, Severity.LOW, 60_000));
        inbox.hand(alert(2, 0, Severity.LOW, 60_000));
        Inbox.Taken taken = inbox.take(0);
        assertThat(taken.alerts()).extracting(Alerts::number).containsExactly(1);
        assertThat(taken.dropped()).isEqualTo(1);
        inbox.hand(alert(3, 0, Severity.LOW, 200_000));
        assertThat(inbox.take(0).alerts()).extracting(Alerts::number).containsExactly(3);
    }

    @Test
    void a_closed_inbox_takes_nothing() {
        inbox.close();
        assertThatThrownBy(() -> inbox.hand(alert(1, Severity.LOW))).isInstanceOf(IllegalStateException.class);
    }
}
