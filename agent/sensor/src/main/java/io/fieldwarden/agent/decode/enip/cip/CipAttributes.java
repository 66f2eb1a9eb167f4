package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import org.jspecify.annotations.Nullable;

/** Values of attributes. The message does not say their type, so only what the standard defines has one. */
final class CipAttributes {
    private static final int ASSEMBLY_DATA = 3;
    private static final int PRODUCT_NAME = 7;
    private static final int INTERFACE_CONFIGURATION = 5;
    private static final int HOST_NAME = 6;

    private CipAttributes() {}

    /** The point an attribute is; the object itself where none is named. */
    static @Nullable Points point(CipPath path) {
        return point(path, path.attribute());
    }

    static @Nullable Points point(CipPath path, long attribute) {
        if (path.classId() < 0) {
            return null;
        }
        String object = path.classId() + "/" + Math.max(0, path.instance());
        if (attribute < 0) {
            return Points.named(object);
        }
        return path.member() < 0
                ? new Points(object, attribute, 1)
                : new Points(object + "/" + attribute, path.member(), 1);
    }

    /** A value and its points; null if there are no bytes or no attribute. */
    static CipRequest.@Nullable Written value(CipPath path, long attribute, CipPart data, int most) {
        return value(path, attribute, point(path, attribute), data, most);
    }

    /** @param point of the attribute, as {@link #point} gives it */
    static CipRequest.@Nullable Written value(
            CipPath path, long attribute, @Nullable Points point, CipPart data, int most) {
        Window bytes = data.bytes();
        int at = data.at();
        int length = data.length();
        if (point == null || length == 0) {
            return null;
        }
        if (path.classId() == CipClass.ASSEMBLY && attribute == ASSEMBLY_DATA && path.member() < 0) {
            Values values = CipType.USINT.numbers(bytes, at, length, most);
            return new CipRequest.Written(new Points(point.name(0), 0, values.size()), values);
        }
        return new CipRequest.Written(point, value(path.classId(), attribute, bytes, at, length));
    }

    private static Values value(long classId, long attribute, Window bytes, int at, int length) {
        if (classId == CipClass.IDENTITY && attribute == PRODUCT_NAME && bytes.u8(at) <= length - 1) {
            return text(CipText.of(bytes, at + 1, bytes.u8(at), 255));
        }
        if (classId == CipClass.TCP_IP && attribute == HOST_NAME && length >= 2 && bytes.u16le(at) <= length - 2) {
            return text(CipText.of(bytes, at + 2, bytes.u16le(at), 255));
        }
        if (classId == CipClass.TCP_IP && attribute == INTERFACE_CONFIGURATION && length >= 12) {
            return text(address(bytes, at) + " mask " + address(bytes, at + 4) + " gateway " + address(bytes, at + 8));
        }
        return switch (length) {
            case 1 -> CipType.USINT.numbers(bytes, at, 1, 1);
            case 2 -> CipType.UINT.numbers(bytes, at, 2, 1);
            case 4 -> CipType.UDINT.numbers(bytes, at, 4, 1);
            default -> text(CipText.hex(bytes, at, length, 254));
        };
    }

    private static Values text(String text) {
        return new Values.Texts(new String[] {text});
    }

    /** An IPv4 address as a little-endian 32-bit number (Vol 2, 5-4.3.2.5). */
    private static String address(Window bytes, int at) {
        return bytes.u8(at + 3) + "." + bytes.u8(at + 2) + "." + bytes.u8(at + 1) + "." + bytes.u8(at);
    }

    /** Bytes of an attribute in a list, of {@code left}; -1 if only its object knows. */
    static int size(long classId, int attribute, Window bytes, int at, int left) {
        int size = classId == CipClass.IDENTITY ? identitySize(attribute, bytes, at, left) : -1;
        return size > left ? -1 : size;
    }

    private static int identitySize(int attribute, Window bytes, int at, int left) {
        return switch (attribute) {
            case 1, 2, 3, 4, 5 -> 2;
            case 6 -> 4;
            case PRODUCT_NAME -> left > 0 ? 1 + bytes.u8(at) : -1;
            case 8 -> 1;
            default -> -1;
        };
    }
}
