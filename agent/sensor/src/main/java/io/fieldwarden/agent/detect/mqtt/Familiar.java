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
     * Judges a key that is not known exactly.
     *
     * @param name builds the exact key
     * @param shape builds the key with its ids replaced
     * @param hasId whether the two differ
     */
    boolean isNew(KeyBuilder name, KeyBuilder shape, boolean hasId, Address who, long atNanos) {
        if (hasId) {
            Entry known = shapes.find(shape.into(key.start()));
            if (known != null && known.count() >= Shapes.SEVERAL) {
                known.again(atNanos);
                return false;
            }
        }
        boolean isNew = context.isNew(exact, name.into(key.start()), who, atNanos);
        if (hasId
                && !isNew
                && context.baseline().learning().on()
                && !context.findings().suspected(who)) {
            shapes.learn(shape.into(key.start()), atNanos);
        }
        return isNew;
    }

    /** Puts the parts of a key. */
    @FunctionalInterface
    interface KeyBuilder {
        KeyText into(KeyText key);
    }
}
