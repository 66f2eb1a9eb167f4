package io.fieldwarden.collector.console;

/**
 * Where the console listens.
 *
 * @param host address to listen on, {@code 0.0.0.0} for all
 * @param port port for people, 0 to take any free one
 */
public record ConsoleConfig(String host, int port) {
    public static final int PORT_DEFAULT = 9443;
}
