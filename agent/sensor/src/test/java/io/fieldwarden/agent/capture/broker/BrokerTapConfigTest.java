package io.fieldwarden.agent.capture.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTapConfigTest {
    private static BrokerTapConfig with(String uri, String filter) {
        return BrokerTapTest.config(URI.create(uri), BrokerVersion.V5, 0, List.of(filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+", "a/#", "+/b/+", "+/+/+", "/", "a//b", "$SYS/#", "a b"})
    void topic_filters(String filter) {
        assertThat(with("mqtt://h", filter).topicFilters()).containsExactly(filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "a/#/b", "#/a", "a+", "a/b+/c", "++", "##"})
    void what_is_no_topic_filter(String filter) {
        assertThatThrownBy(() -> with("mqtt://h", filter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`" + filter + "`");
    }

    @Test
    void addresses() {
        assertThat(with("mqtt://h", "#").port()).isEqualTo(1883);
        assertThat(with("MQTTS://h", "#").port()).isEqualTo(8883);
        assertThat(with("ssl://h:99", "#").encrypted()).isTrue();
        assertThat(with("tcp://h:99", "#").port()).isEqualTo(99);
        for (String wrong : List.of("http://h", "h:1883", "mqtt://", "mqtt:h")) {
            assertThatThrownBy(() -> with(wrong, "#")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
