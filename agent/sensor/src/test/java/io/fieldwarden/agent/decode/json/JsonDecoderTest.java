package io.fieldwarden.agent.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

    /** Takes values as {@code path=value}. */
    private static final class Told implements PayloadValues {
        private final List<String> all = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();
        private int omitted;

        @Override
        public void number(String path, double number) {
            paths.add(path);
            all.add(path + "=" + number);
        }

        @Override
        public void text(String path, String text) {
            paths.add(path);
            all.add(path + "='" + text + "'");
        }

        @Override
        public void truth(String path, boolean truth) {
            paths.add(path);
            all.add(path + "=" + truth);
        }

        @Override
        public void omitted(int values) {
            omitted += values;
        }
    }

    private final JsonDecoder decoder = new JsonDecoder();
    private final Told told = new Told();

    private boolean decode(String document) {
        return decode(document.getBytes(StandardCharsets.UTF_8));
    }

    private boolean decode(byte[] document) {
        return decoder.decode("t", new Window().over(document), told);
    }

    @Test
    void values_are_told_by_pointer_in_their_order() {
        assertThat(decode(" {\"a\":1, \"b\":{\"c\":[true,false,null,-2.5e1,\"x\"]}, \"d\":[[],{}], \"e/~\":0} "))
                .isTrue();
        assertThat(told.all)
                .containsExactly("/a=1.0", "/b/c/0=true", "/b/c/1=false", "/b/c/3=-25.0", "/b/c/4='x'", "/e~1~0=0.0");
        assertThat(told.omitted).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "23.5, 23.5",
        "-0, -0.0",
        "0.1, 0.1",
        "1e22, 1.0E22",
        "1e-22, 1.0E-22",
        "1E+2, 100.0",
        "9007199254740993, 9.007199254740992E15",
        "123456789012345678901234567890, 1.2345678901234568E29",
        "4.9e-324, 4.9E-324",
        "0.30000000000000004, 0.30000000000000004"
    })
    void number_is_read_as_java_reads_it(String written, String expected) {
        assertThat(decode(written)).isTrue();
        assertThat(told.all).containsExactly("=" + expected);
    }

    @Test
    void random_numbers_equal_those_of_the_platform() {
        Random random = new Random(7);
        for (int index = 0; index < 20_000; index++) {
            double number = Double.longBitsToDouble(random.nextLong());
            String written = index % 2 == 0 && Double.isFinite(number)
                    ? Double.toString(number)
                    : random.nextInt(1_000_000) + "." + random.nextInt(1_000_000) + "e" + (random.nextInt(60) - 30);
            told.all.clear();
            assertThat(decode(written)).as(written).isTrue();
            assertThat(told.all).containsExactly("=" + Double.parseDouble(written));
        }
    }

    @Test
    void texts_are_unescaped_and_broken_ones_replaced() {
        assertThat(decode("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00B0\\uD83D\\uDE00\\uD800x\", \"°C😀\"]"))
                .isTrue();
        assertThat(told.all).containsExactly("/0='\"\\/\b\f\n\r\t°😀\uFFFDx'", "/1='°C😀'");
        told.all.clear();
        assertThat(decode("[\"20 \u00B0C\"]".getBytes(StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(told.all).containsExactly("/0='20 \uFFFDC'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "}",
                "{]",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "[1 2]",
                "[,1]",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "1e+",
                "0x10",
                "NaN",
                "Infinity",
                "tru",
                "truex",
                "nul",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12G4\"",
                "\"\\u12\"",
                "\"a\tb\"",
                "1 1",
                "[1]]",
                "{\"a\":1}{",
                "ON",
                "\"\\",
                "{\"a\":1 \"b\":2}",
                "//",
                "[1]\u0000",
                "{,}",
                "{\"a\":1,,\"b\":2}"
            })
    void what_is_not_json_tells_nothing(String document) {
        assertThat(decode(document)).isFalse();
        assertThat(told.all).isEmpty();
    }

    @Test
    void byte_order_mark_duplicates_and_bare_values_are_taken() {
        assertThat(decode("\uFEFF{\"a\":1,\"a\":2}")).isTrue();
        assertThat(decode("true")).isTrue();
        assertThat(decode("\"ON\"")).isTrue();
        assertThat(decode("null")).isTrue();
        assertThat(told.all).containsExactly("/a=1.0", "/a=2.0", "=true", "='ON'");
    }

    @Test
    void repeated_shape_gives_the_same_pointers() {
        assertThat(decode("{\"machine\":{\"temp\":[1,2]}}")).isTrue();
        List<String> first = List.copyOf(told.paths);
        told.paths.clear();
        assertThat(decode("{\"machine\":{\"temp\":[3,4]}}")).isTrue();
        assertThat(told.paths).hasSize(2);
        assertThat(told.paths.get(0)).isSameAs(first.get(0));
        assertThat(told.paths.get(1)).isSameAs(first.get(1));
    }

    @Test
    void limits_omit_and_count() {
        JsonLimits limits = new JsonLimits(10_000, 100, 3, 4, 20, 5, 16);
        JsonDecoder small = new JsonDecoder(limits);
        assertThat(small.decode("t", bytes("[1,2,3,4,5,6]"), told)).isTrue();
        assertThat(told.all).hasSize(4);
        assertThat(told.omitted).isEqualTo(2);
        assertThat(small.decode("t", bytes("[[[[1]]]]"), told)).isTrue(); // deeper than told
        assertThat(told.omitted).isEqualTo(3);
        assertThat(small.decode("t", bytes("{\"" + "k".repeat(20) + "\":1,\"" + "k".repeat(19) + "\":2}"), told))
                .isTrue();
        assertThat(told.omitted).isEqualTo(4);
        assertThat(told.all).last().isEqualTo("/" + "k".repeat(19) + "=2.0");
        assertThat(small.decode("t", bytes("[\"12345\",\"123456\",1e999]"), told))
                .isTrue();
        assertThat(told.all).endsWith("/0='12345'", "/1='12345…'");
        assertThat(told.omitted).isEqualTo(5);
        assertThat(small.decode("t", bytes("[".repeat(101) + "]".repeat(101)), told))
                .isFalse();
        assertThat(small.decode("t", bytes("[".repeat(100) + "]".repeat(100)), told))
                .isTrue();
        assertThat(small.decode("t", bytes(" ".repeat(10_000) + "1"), told)).isFalse();
    }

    private static Window bytes(String document) {
        return new Window().over(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void document_cut_anywhere_is_not_json_and_never_throws() {
        byte[] document = "{\"a\":[1.5e3,true,{\"b\":\"\\u00e9°\\n\"}],\"c\":null}".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < document.length; length++) {
            assertThat(decode(java.util.Arrays.copyOf(document, length)))
                    .as("cut at %s", length)
                    .isFalse();
        }
        assertThat(told.all).isEmpty();
        assertThat(decode(document)).isTrue();
    }

    @Test
    void mutated_documents_never_throw() {
        Random random = new Random(42);
        byte[] seed = "{\"a\":[1.5e3,true,{\"b\":\"\\u00e9°\\n\"}],\"c\":null,\"d\":{\"e\":[[[[\"\\uD83D\\uDE00\"]]]]}}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] alphabet = "{}[]\",:\\u0123456789eE+-.truefalsn \u0000\u0080".getBytes(StandardCharsets.ISO_8859_1);
        int read = 0;
        for (int run = 0; run < 200_000; run++) {
            byte[] mutated = seed.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = alphabet[random.nextInt(alphabet.length)];
            }
            told.all.clear();
            told.paths.clear();
            boolean json = decode(mutated);
            read += json ? 1 : 0;
            assertThat(json || told.all.isEmpty()).isTrue();
        }
        assertThat(read).isGreaterThan(1_000);
    }
}
