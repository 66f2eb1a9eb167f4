package io.fieldwarden.agent.quality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A capture to judge.
 *
 * @param dataset the set it belongs to
 * @param lessons captures of the same plant without attacks; none for rules alone
 * @param capture what is judged
 * @param labels what took place in it: asked only after the judgement
 */
record Trial(String dataset, List<Path> lessons, Path capture, Labels labels) {
    Trial {
        lessons = List.copyOf(lessons);
    }

    /** Where attacks are written down. */
    @FunctionalInterface
    interface Labels {
        /** The attacks in a capture, none if it is clean. */
        List<Instance> read(Span span) throws IOException;
    }

    /** Labels of a clean capture. */
    static Labels clean() {
        return span -> List.of();
    }

    /** Labels of a capture that is one attack from its first packet to its last. */
    static Labels whole(String kind) {
        return span -> List.of(new Instance(kind, span.first(), span.last()));
    }
}
