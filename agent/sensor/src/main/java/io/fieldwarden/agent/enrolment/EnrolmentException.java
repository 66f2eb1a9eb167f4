package io.fieldwarden.agent.enrolment;

/** Enrolment or renewal did not succeed; the message is one line: what failed, what was kept, what to try. */
public final class EnrolmentException extends Exception {
    private static final long serialVersionUID = 1L;

    public EnrolmentException(String message) {
        super(message);
    }

    public EnrolmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
