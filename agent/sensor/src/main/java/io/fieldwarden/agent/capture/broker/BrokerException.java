package io.fieldwarden.agent.capture.broker;

import org.jspecify.annotations.Nullable;

/** A broker cannot be reached or refuses us; the message is a sentence for the operator. */
final class BrokerException extends Exception {
    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
