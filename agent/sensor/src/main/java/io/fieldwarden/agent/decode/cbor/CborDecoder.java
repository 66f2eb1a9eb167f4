package io.fieldwarden.agent.decode.cbor;

import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.Window;

/**
 * CBOR (RFC 8949) to values by JSON pointer (RFC 6901). A payload is CBOR if all of it is one well-formed item that is a map
 * or an array, or any item that describes itself (tag 55799, 3.4.6); a bare number or text could be anything.
 */
public final class CborDecoder implements PayloadDecoder {
    /** First bytes of tag 55799. */
    private static final int SELF_DESCRIBED = 0xD9D9F7;

    private static final int SELF_DESCRIBED_BYTES = 3;

    private final CborLimits limits;

    /** As {@link java.util.ServiceLoader} makes it. */
    public CborDecoder() {
        this(CborLimits.DEFAULT);
    }

    public CborDecoder(CborLimits limits) {
        this.limits = limits;
    }

    @Override
    public String format() {
        return "cbor";
    }

    @Override
    public boolean decode(String topic, Window payload, PayloadValues values) {
        int length = payload.length();
        if (length == 0 || length > limits.bytesMax()) {
            return false;
        }
        boolean described = length > SELF_DESCRIBED_BYTES && payload.u24(0) == SELF_DESCRIBED;
        int major = payload.u8(0) >> 5;
        if (!described && major != CborHead.ARRAY && major != CborHead.MAP) {
            return false;
        }
        int from = described ? SELF_DESCRIBED_BYTES : 0;
        if (new CborForm(payload, limits.nestingMax()).end(from) != length) {
            return false;
        }
        new CborReader(payload, limits, values).tell(from);
        return true;
    }
}
