package io.fieldwarden.agent.fuzz;

import io.fieldwarden.agent.decode.Corpus;
import java.util.ServiceLoader;

/** Prints the protocols that have a corpus, for the script that fuzzes them one by one. */
public final class Protocols {
    private Protocols() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        ServiceLoader.load(Corpus.class).stream()
                .map(corpus -> corpus.get().protocol())
                .distinct()
                .sorted()
                .forEach(System.out::println);
    }
}
