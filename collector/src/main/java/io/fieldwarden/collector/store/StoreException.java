package io.fieldwarden.collector.store;

/** The store cannot do what was asked; the message says what failed, what was kept and what to try. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
