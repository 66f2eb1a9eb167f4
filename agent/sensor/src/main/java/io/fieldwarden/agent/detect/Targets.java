package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;

/** What an operation was applied to, in words. */
public final class Targets {
    private Targets() {}

    /** For instance {@code unit 1 holding-register:9..12}. */
    public static String words(Operation operation) {
        Points points = operation.points();
        if (points == null) {
            return operation.scope();
        }
        if (points.isNamed()) {
            return points.space();
        }
        String space = points.space();
        int slash = space.indexOf('/');
        boolean scoped = !operation.scope().isEmpty() && slash >= 0;
        String table = scoped ? operation.scope() + " " + space.substring(slash + 1) : space;
        return table + ":" + points.first() + (points.count() == 1 ? "" : ".." + points.last());
    }
}
