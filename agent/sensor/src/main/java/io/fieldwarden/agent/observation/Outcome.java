package io.fieldwarden.agent.observation;

/**
 * How an operation ended.
 *
 * @param kind what became of it
 * @param code the protocol's error or reason code, 0 if none
 * @param name the protocol's name of that code, empty if none
 */
public record Outcome(Kind kind, int code, String name) {

    public static final Outcome SUCCEEDED = new Outcome(Kind.SUCCEEDED, 0, "");
    public static final Outcome UNANSWERED = new Outcome(Kind.UNANSWERED, 0, "");
    public static final Outcome ONE_WAY = new Outcome(Kind.ONE_WAY, 0, "");

    /** What can become of an operation. */
    public enum Kind {
        SUCCEEDED,
        /** Answered with an error or exception; the code says which. */
        REFUSED,
        /** No answer within the limit, or the connection ended first. */
        UNANSWERED,
        /** The protocol expects no answer, or only the answer was seen. */
        ONE_WAY
    }

    public static Outcome refused(int code, String name) {
        return new Outcome(Kind.REFUSED, code, name);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case SUCCEEDED -> "succeeded";
            case REFUSED -> "refused (" + (name.isEmpty() ? Integer.toString(code) : name) + ")";
            case UNANSWERED -> "unanswered";
            case ONE_WAY -> "one-way";
        };
    }
}
