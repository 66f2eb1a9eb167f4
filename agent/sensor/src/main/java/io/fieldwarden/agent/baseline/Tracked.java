package io.fieldwarden.agent.baseline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a detector follows, by whom it is about; bounded, the one not touched for longest goes.
 *
 * @param <K> whom
 * @param <V> what is followed
 */
public final class Tracked<K, V> {
    private final Map<K, V> byKey;

    /**
     * @param most how many at a time
     */
    public Tracked(int most) {
        this.byKey = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What is followed of {@code key}; {@code first} makes it. */
    public V of(K key, Function<K, V> first) {
        return byKey.computeIfAbsent(key, first);
    }

    /** What is followed of {@code key}, if anything. */
    public @Nullable V find(K key) {
        return byKey.get(key);
    }

    /** Whether nothing is followed. */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    public void put(K key, V value) {
        byKey.put(key, value);
    }

    public void remove(K key) {
        byKey.remove(key);
    }

    public void clear() {
        byKey.clear();
    }
}
