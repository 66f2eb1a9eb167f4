package io.fieldwarden.agent.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verdicts that hold: of each situation the latest. Never changes. */
public final class Verdicts {
    /** Nothing was decided. */
    public static final Verdicts NONE = new Verdicts(List.of());

    private static final long SECOND = 1_000_000_000L;
    private final Map<String, Verdict> byKey = new HashMap<>();

    /** @param inOrder as they were given, the latest last */
    public Verdicts(List<Verdict> inOrder) {
        for (Verdict verdict : inOrder) {
            if (verdict.kind() == Verdict.Kind.UNDO) {
                byKey.remove(verdict.key());
            } else {
                byKey.put(verdict.key(), verdict);
            }
        }
    }

    /** Whether nothing is silent. */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** The verdict on a situation at a moment of traffic time, null if none holds. */
    public @Nullable Verdict on(String key, long atNanos) {
        Verdict verdict = byKey.get(key);
        boolean over = verdict != null
                && verdict.until() != null
                && atNanos / SECOND >= verdict.until().getEpochSecond();
        return over ? null : verdict;
    }

    /** Whether a situation is normal by verdict. */
    public boolean allows(String key, long atNanos) {
        Verdict verdict = on(key, atNanos);
        return verdict != null && verdict.kind() == Verdict.Kind.ALLOW;
    }

    /** Those that hold or did until they ended, in no order. */
    public List<Verdict> all() {
        return List.copyOf(byKey.values());
    }
}
