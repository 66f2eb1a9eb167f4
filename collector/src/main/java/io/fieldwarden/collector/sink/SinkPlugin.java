package io.fieldwarden.collector.sink;

import java.io.IOException;

/**
 * A kind of sink, found by {@link java.util.ServiceLoader}. A new kind is a package with a plug-in, a line in
 * {@code META-INF/services}, a doc page, and nothing else.
 *
 * @param <S> its settings, read from the sink's section of the configuration
 */
public interface SinkPlugin<S extends Record & SinkSettings> {

    /** What {@code type} says in the configuration, for instance {@code syslog}. */
    String type();

    /** The record the section is read into. */
    Class<S> settings();

    /**
     * Checks what cannot be seen from the settings alone, for instance that files are there. Connects to nothing.
     *
     * @throws IllegalArgumentException saying what was found and what was expected
     */
    void check(S settings);

    /**
     * Opens the sink.
     *
     * @throws IOException if the receiver cannot be reached; it is tried again later
     */
    Sink open(S settings, SinkContext context) throws IOException, InterruptedException;
}
