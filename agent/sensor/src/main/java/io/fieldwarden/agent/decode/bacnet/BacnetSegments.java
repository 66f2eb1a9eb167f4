package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.bacnet.BacnetMessage.Part;
import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Segmented messages being put together (5.4); bounded in number and size. */
final class BacnetSegments {
    private final BacnetLimits limits;
    private final List<Assembly> assemblies = new ArrayList<>(1);

    /** What adding a segment came to. */
    enum Step {
        MORE,
        DUPLICATE,
        OUT_OF_ORDER,
        TOO_LONG,
        COMPLETE
    }

    /** One message. */
    static final class Assembly {
        final Direction from;
        final int type;
        final int invoke;
        final long ends;
        final long beganNanos;
        long lastNanos;
        private int expected;
        private byte[] bytes = new byte[0];
        private int length;

        Assembly(Direction from, int type, int invoke, long ends, long beganNanos) {
            this.from = from;
            this.type = type;
            this.invoke = invoke;
            this.ends = ends;
            this.beganNanos = beganNanos;
        }

        Step add(Part segment, int sequence, boolean more, int most) {
            if (sequence != (expected & 0xFF)) {
                int behind = (expected - sequence) & 0xFF;
                return expected > 0 && behind < 128 ? Step.DUPLICATE : Step.OUT_OF_ORDER;
            }
            int size = segment.to() - segment.from();
            if (length + size > most) {
                return Step.TOO_LONG;
            }
            if (length + size > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(2 * bytes.length, length + size)));
            }
            segment.bytes().copy(segment.from(), bytes, length, size);
            length += size;
            expected++;
            return more ? Step.MORE : Step.COMPLETE;
        }

        Window whole() {
            return new Window().over(bytes, 0, length);
        }
    }

    BacnetSegments(BacnetLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Assembly find(Direction from, int type, int invoke, long ends) {
        for (Assembly one : assemblies) {
            if (one.from == from && one.type == type && one.invoke == invoke && one.ends == ends) {
                return one;
            }
        }
        return null;
    }

    /** Begins a message; one that has to make room for it, or null. */
    @Nullable
    Assembly begin(Assembly begun) {
        Assembly displaced = assemblies.size() >= limits.assembliesMax() ? assemblies.removeFirst() : null;
        assemblies.add(begun);
        return displaced;
    }

    void remove(Assembly one) {
        assemblies.remove(one);
    }

    /** Takes out one to which nothing came for so long, null if there is none. */
    @Nullable
    Assembly expired(long atNanos, long nanos) {
        for (Assembly one : assemblies) {
            if (atNanos - one.lastNanos > nanos) {
                assemblies.remove(one);
                return one;
            }
        }
        return null;
    }
}
