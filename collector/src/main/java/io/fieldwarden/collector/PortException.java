package io.fieldwarden.collector;

/** A port that cannot be opened: one line naming the key, the port and why. */
final class PortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortException(String message, Throwable cause) {
        super(message, cause);
    }
}
