package io.fieldwarden.agent.decode.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborDecoderTest {
    /** {"a": 1, "b": {"c": [true, false, null, -2.5, "x"]}, "e/~": h'0102', 5: 1(1363896240)}, indefinite within. */
    private static final String DOCUMENT =
            "A4 6161 01 6162 BF 6163 9F F5 F4 F6 F9C100 6178 FF FF 63652F7E 42 0102 05 C1 1A514B67B0";

    /** Takes values as {@code path=value}. */
    private static final class Told implements PayloadValues {
        private final List<String> all = new ArrayList<>();
        private int omitted;

        @Override
        public void number(String path, double number) {
            all.add(path + "=" + number);
        }

        @Override
        public void text(String path, String text) {
            all.add(path + "='" + text + "'");
        }

        @Override
        public void truth(String path, boolean truth) {
            all.add(path + "=" + truth);
        }

        @Override
        public void omitted(int values) {
            omitted += values;
        }
    }

    private final Told told = new Told();

    private boolean decode(String fields) {
        return decode(CborLimits.DEFAULT, Corpus.hex(fields));
    }

    private boolean decode(CborLimits limits, byte[] document) {
        return new CborDecoder(limits).decode("t", new Window().over(document), told);
    }

    @Test
    void values_are_told_by_pointer_in_their_order() {
        assertThat(decode(DOCUMENT)).isTrue();
        assertThat(told.all)
                .containsExactly(
                        "/a=1.0",
                        "/b/c/0=true",
                        "/b/c/1=false",
                        "/b/c/3=-2.5",
                        "/b/c/4='x'",
                        "/e~1~0='0x0102'",
                        "/5=1.36389624E9");
        assertThat(told.omitted).isZero();
    }

    /** RFC 8949, appendix A, each as the only element of an array. */
    @ParameterizedTest
    @CsvSource({
        "00, 0.0",
        "17, 23.0",
        "1818, 24.0",
        "1903E8, 1000.0",
        "1A000F4240, 1000000.0",
        "1B000000E8D4A51000, 1.0E12",
        "1BFFFFFFFFFFFFFFFF, 1.8446744073709552E19",
        "20, -1.0",
        "3903E7, -1000.0",
        "3BFFFFFFFFFFFFFFFF, -1.8446744073709552E19",
        "F93C00, 1.0",
        "F93E00, 1.5",
        "F97BFF, 65504.0",
        "F90001, 5.960464477539063E-8",
        "F98000, -0.0",
        "FA47C35000, 100000.0",
        "FB3FF199999999999A, 1.1",
        "FBC010666666666666, -4.1",
        "C249010000000000000000, 1.8446744073709552E19",
        "C349010000000000000000, -1.8446744073709552E19",
        "C11A514B67B0, 1.36389624E9",
        "C1FB41D452D9EC200000, 1.3638962405E9",
        "C48221196AB3, 273.15",
        "C5822003, 1.5",
        "C48221C2426AB3, 273.15"
    })
    void number_is_read_as_the_standard_says(String item, String expected) {
        assertThat(decode("81" + item)).isTrue();
        assertThat(told.all).containsExactly("/0=" + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "60, ''",
        "6449455446, IETF",
        "62C3BC, ü",
        "7F657374726561646D696E67FF, streaming",
        "C074323031332D30332D32315432303A30343A30305A, 2013-03-21T20:04:00Z",
        "4401020304, 0x01020304",
        "5F42010243030405FF, 0x0102030405",
        "D818456449455446, 0x6449455446"
    })
    void text_and_bytes_are_texts(String item, String expected) {
        assertThat(decode("81" + item)).isTrue();
        assertThat(told.all).containsExactly("/0='" + expected + "'");
    }

    @Test
    void self_described_item_may_be_bare() {
        assertThat(decode("D9D9F7 1903E8")).isTrue();
        assertThat(told.all).containsExactly("=1000.0");
    }

    @Test
    void keys_are_texts_whole_numbers_or_bytes_and_what_others_name_is_left_out() {
        assertThat(decode("A6 00 01 | 20 02 | 4101 03 | F5 04 | 8101 A1 6161 05 | 6162 06"))
                .isTrue();
        assertThat(told.all).containsExactly("/0=1.0", "/-1=2.0", "/0x01=3.0", "/b=6.0");
        assertThat(told.omitted).isEqualTo(2);
    }

    @Test
    void infinity_and_not_a_number_are_no_values() {
        assertThat(decode("83 F97C00 F97E00 FBFFF0000000000000")).isTrue();
        assertThat(told.all).isEmpty();
        assertThat(told.omitted).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01", // a bare number
                "63616263", // a bare text
                "8101 00", // more behind the item
                "82 01", // an element is missing
                "9F 01", // the break is missing
                "FF", // a break alone
                "81 FF",
                "A1 6161 FF",
                "BF 6161 FF", // a key without its value
                "81 1C", // reserved additional information
                "81 FC",
                "81 F818", // a simple value in two bytes that needs one
                "81 1F", // a number of indefinite length
                "81 DF",
                "81 61FF", // not UTF-8
                "81 62C080",
                "81 63EDA080",
                "81 7F 4101 FF", // a chunk of the other type
                "81 7F 7F6161FF FF",
                "9B7FFFFFFFFFFFFFFF", // counts that lie
                "9BFFFFFFFFFFFFFFFF",
                "81 5BFFFFFFFFFFFFFFFF",
                "D9D9F7",
                "08 B0C4B6C5A231 12 0A0A0474656D70" // protobuf
            })
    void what_is_not_cbor_tells_nothing(String fields) {
        assertThat(decode(fields)).isFalse();
        assertThat(told.all).isEmpty();
        assertThat(told.omitted).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[1]", "23.5", "ON", "Ünter", "<a/>", ""})
    void text_is_not_cbor(String text) {
        assertThat(decode(CborLimits.DEFAULT, text.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void document_that_is_cut_anywhere_is_none() {
        byte[] document = Corpus.hex(DOCUMENT);
        for (int length = 0; length < document.length; length++) {
            assertThat(decode(CborLimits.DEFAULT, Arrays.copyOf(document, length)))
                    .as("cut after %s bytes", length)
                    .isFalse();
        }
        assertThat(told.all).isEmpty();
    }

    @Test
    void limits_are_kept() {
        CborLimits small = new CborLimits(64, 4, 2, 3, 8, 4, 2, 8);
        assertThat(decode(small, new byte[65])).as("bytes").isFalse();
        assertThat(decode(small, Corpus.hex("8181818101"))).as("nesting 4").isTrue();
        assertThat(decode(small, Corpus.hex("818181818101"))).as("nesting 5").isFalse();
        assertThat(told.omitted).as("depth").isEqualTo(1);
        assertThat(decode(small, Corpus.hex("84 01 02 03 04"))).isTrue();
        assertThat(told.omitted).as("values").isEqualTo(2);
        told.all.clear();
        assertThat(decode(small, Corpus.hex("83 656162636465 43010203 C249010000000000000000")))
                .isTrue();
        assertThat(told.all).containsExactly("/0='abcd…'", "/1='0x0102…'", "/2='0x0100…'");
        told.all.clear();
        assertThat(decode(small, Corpus.hex("A1 6461626364 A1 6461626364 01"))).isTrue();
        assertThat(told.all).as("paths over 8 characters").isEmpty();
        assertThat(told.omitted).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> new CborLimits(64, 1, 2, 3, 8, 4, 2, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new CborLimits(64, 4, 2, 3, 8, 4, 2, 7));
    }

    @Test
    void exponents_beyond_a_double_cost_nothing() {
        assertThat(decode("81 C4 82 1AFFFFFFFF 01")).isTrue();
        assertThat(told.all).containsExactly("/0/0=4.294967295E9", "/0/1=1.0");
    }

    @Test
    void random_bytes_never_throw() {
        Random random = new Random(11);
        byte[] valid = Corpus.hex(DOCUMENT);
        for (int run = 0; run < 50_000; run++) {
            byte[] bytes = valid.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            decode(CborLimits.DEFAULT, bytes);
        }
        assertThat(told.all).isNotEmpty();
    }
}
