package io.fieldwarden.agent.observation;

/** Values in the narrowest form that keeps them exactly. */
@SuppressWarnings("ArrayRecordComponent") // owned by the observation, never compared
public sealed interface Values {

    int size();

    /** The value as a number; a text gives NaN. */
    double number(int index);

    /** The value as text, as a person would write it. */
    String text(int index);

    /** Unsigned 16-bit words, as registers hold them. */
    record Words(short[] words) implements Values {
        @Override
        public int size() {
            return words.length;
        }

        @Override
        public double number(int index) {
            return words[index] & 0xFFFF;
        }

        @Override
        public String text(int index) {
            return Integer.toString(words[index] & 0xFFFF);
        }
    }

    /** Bits, the first in the lowest bit of the first byte. */
    record Bits(byte[] packed, int size) implements Values {
        @Override
        public double number(int index) {
            return (packed[index >> 3] >> (index & 7)) & 1;
        }

        @Override
        public String text(int index) {
            return number(index) == 1 ? "1" : "0";
        }
    }

    /** Numbers; whole ones print without a fraction. */
    record Numbers(double[] numbers) implements Values {
        @Override
        public int size() {
            return numbers.length;
        }

        @Override
        public double number(int index) {
            return numbers[index];
        }

        @Override
        public String text(int index) {
            double number = numbers[index];
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
    }

    /** Texts, bounded in length by the decoder. */
    record Texts(String[] texts) implements Values {
        @Override
        public int size() {
            return texts.length;
        }

        @Override
        public double number(int index) {
            return Double.NaN;
        }

        @Override
        public String text(int index) {
            return texts[index];
        }
    }
}
