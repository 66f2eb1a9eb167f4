package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.observation.Address;
import org.jspecify.annotations.Nullable;

/** A profile of names in which ids may stand: known exactly, or by a shape that several different ids were seen in. */
final class Familiar {
    private final DetectContext context;
    private final SeenBefore exact;
    /** Shapes, counted once per different name of that shape. */
    private final SeenBefore shapes;

    private final KeyText key = new KeyText();
    private final KeyText shape = new KeyText();

    Familiar(DetectContext context, String profile) {
        this.context = context;
        this.exact = context.baseline().seen(profile);
        this.shapes = context.baseline().seen(profile + "-shape");
    }

    SeenBefore exact() {
        return exact;
    }

    /** Begins a key to be judged by {@link #isNew}. */
    KeyText key() {
        return key.start();
    }

    /** Begins the same key with its ids replaced; needed by {@link #isNew} only if it differs. */
    KeyText shape() {
        return shape.start();
    }

    /** The entry of the key that was built last, if it is known exactly. */
    @Nullable
    Entry find() {
        return exact.find(key);
    }

    /** Counts the key built last if it is known exactly; answers whether it is. */
    boolean again(long atNanos) {
        Entry known = exact.find(key);
        if (known != null) {
            known.again(atNanos);
        }
        return known != null;
    }

    /**
     * Judges the key built last, which is not known exactly.
     *
     * @param hasId whether its shape differs
     */
    boolean isNew(boolean hasId, Address who, long atNanos) {
        if (hasId) {
            Entry known = shapes.find(shape);
            if (known != null && known.count() >= Shapes.SEVERAL) {
                known.again(atNanos);
                return false;
            }
        }
        boolean isNew = context.isNew(exact, key, who, atNanos);
        if (hasId
                && !isNew
                && context.baseline().learning().on()
                && !context.findings().suspected(who)) {
            shapes.learn(shape, atNanos);
        }
        return isNew;
    }
}
