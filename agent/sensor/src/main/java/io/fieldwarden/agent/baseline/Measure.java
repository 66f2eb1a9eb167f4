package io.fieldwarden.agent.baseline;

import java.util.Arrays;

/** The numbers learned of one key, in the columns of its profile; all zero at first. */
public final class Measure extends Entry {
    private final double[] numbers;

    Measure(byte[] key, int columns, long atNanos) {
        super(key, 1, atNanos, atNanos);
        this.numbers = new double[columns];
    }

    Measure(byte[] key, double[] numbers, long[] countFirstLast) {
        super(key, countFirstLast[0], countFirstLast[1], countFirstLast[2]);
        this.numbers = numbers;
    }

    /** The number in a column, counted from 0. */
    public double get(int column) {
        return numbers[column];
    }

    public void set(int column, double number) {
        numbers[column] = number;
    }

    double[] numbers() {
        return Arrays.copyOf(numbers, numbers.length);
    }
}
