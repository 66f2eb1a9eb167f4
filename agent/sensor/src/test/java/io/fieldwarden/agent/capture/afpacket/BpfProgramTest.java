package io.fieldwarden.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BpfProgramTest {
    @Test
    void lines_or_commas() {
        assertThat(BpfProgram.parse("2\n40 0 0 12\n6 0 0 262144\n").size()).isEqualTo(2);
        assertThat(BpfProgram.parse(" 2,40 0 0 12, 6 0 0 4294967295,").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the number of instructions",
                "0 | announces 0 instructions",
                "port 502 | `port 502`",
                "5000,6 0 0 0 | expected 0 to 4096",
                "2,6 0 0 0 | announces 2 instructions and has 1",
                "1,6 0 0 | expected four numbers",
                "1,70000 0 0 0 | the code of instruction 1 is; expected 0 to 65535",
                "1,6 256 0 0 | expected 0 to 255",
                "1,6 0 -1 0 | `-1`",
                "1,6 0 0 4294967296 | the operand of instruction 1"
            })
    void what_is_wrong_is_said(String text, String message) {
        assertThatThrownBy(() -> BpfProgram.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
