package io.fieldwarden.agent.decode.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
    private final List<String> told = new ArrayList<>();

    private boolean decode(String payload) {
        PayloadValues values = new PayloadValues() {
            @Override
            public void number(String path, double number) {
                throw new AssertionError("a text is no number: " + number);
            }

            @Override
            public void text(String path, String text) {
                told.add(path + "=" + text);
            }

            @Override
            public void truth(String path, boolean truth) {
                throw new AssertionError("a text is no truth: " + truth);
            }
        };
        return new TextDecoder().decode("t", new Window().over(payload.getBytes(StandardCharsets.ISO_8859_1)), values);
    }

    @Test
    void short_printable_line_is_a_text() {
        assertThat(decode("ON")).isTrue();
        assertThat(decode("valve open\r\n")).isTrue();
        assertThat(decode("x".repeat(TextDecoder.BYTES_MAX))).isTrue();
        assertThat(told).startsWith("=ON", "=valve open").hasSize(3);
    }

    @Test
    void binary_long_empty_and_broken_documents_are_not() {
        for (String payload : List.of(
                "",
                "\n",
                "a\u0000",
                "\u0001",
                "\u00e9",
                "two\nlines",
                "{\"a\":",
                "[1,",
                "<xml/>",
                "x".repeat(TextDecoder.BYTES_MAX + 1))) {
            assertThat(decode(payload)).as(payload).isFalse();
        }
        assertThat(told).isEmpty();
    }
}
