package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.Window;

/** Data types (6.4.16) and the numbers they make of what protobuf carries unsigned. */
final class SparkplugTypes {
    static final int UNKNOWN = 0;
    static final int BOOLEAN = 11;

    private static final int INT8 = 1;
    private static final int INT16 = 2;
    private static final int INT32 = 3;
    private static final int INT64 = 4;
    private static final int UINT8 = 5;
    private static final int UINT16 = 6;
    private static final int UINT32 = 7;
    private static final int UINT64 = 8;
    private static final int FLOAT = 9;
    private static final int DOUBLE = 10;
    private static final int DATE_TIME = 13;
    /** Arrays of the types 1 to 10 are numbered from 22. */
    private static final int ARRAYS = 21;

    private static final int LAST = 34;
    private static final int DATE_TIME_ARRAY = 34;

    private SparkplugTypes() {}

    static boolean isDefined(int datatype) {
        return datatype > UNKNOWN && datatype <= LAST;
    }

    /** The number that {@code bits} of a field are in {@code datatype}; not a number if they are none. */
    static double number(int kind, int datatype, long bits) {
        return switch (kind) {
            case SparkplugMetric.FLOAT_VALUE -> Float.intBitsToFloat((int) bits);
            case SparkplugMetric.DOUBLE_VALUE -> Double.longBitsToDouble(bits);
            case SparkplugMetric.BOOLEAN_VALUE -> bits != 0 ? 1 : 0;
            case SparkplugMetric.INT_VALUE, SparkplugMetric.LONG_VALUE -> whole(datatype, bits);
            default -> Double.NaN;
        };
    }

    private static double whole(int datatype, long bits) {
        return switch (datatype) {
            case INT8 -> (byte) bits;
            case INT16 -> (short) bits;
            case INT32 -> (int) bits;
            case INT64, DATE_TIME -> bits;
            case UINT8 -> bits & 0xFF;
            case UINT16 -> bits & 0xFFFF;
            case UINT32 -> bits & 0xFFFF_FFFFL;
            default -> bits >= 0 ? bits : bits + 0x1p64;
        };
    }

    /** Size of one element of an array type; 0 for any other type. */
    static int elementBytes(int datatype) {
        return switch (datatype - ARRAYS) {
            case INT8, UINT8 -> 1;
            case INT16, UINT16 -> 2;
            case INT32, UINT32, FLOAT -> 4;
            case INT64, UINT64, DOUBLE, DATE_TIME_ARRAY - ARRAYS -> 8;
            default -> 0;
        };
    }

    /** One element of an array, little-endian. */
    static double element(Window bytes, int at, int datatype) {
        int type = datatype - ARRAYS;
        return switch (type) {
            case FLOAT -> Float.intBitsToFloat(bytes.i32le(at));
            case DOUBLE -> Double.longBitsToDouble(bytes.i64le(at));
            case DATE_TIME_ARRAY - ARRAYS -> bytes.i64le(at);
            case INT64, UINT64 -> whole(type, bytes.i64le(at));
            case INT32, UINT32 -> whole(type, bytes.i32le(at));
            case INT16, UINT16 -> whole(type, bytes.u16le(at));
            default -> whole(type, bytes.u8(at));
        };
    }
}
