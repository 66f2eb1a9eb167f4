package io.fieldwarden.agent.observation;

/** A rule of a protocol that traffic can break; each protocol has an enum of its own. */
public interface Anomaly {

    /** Protocol in lower case, for instance {@code modbus}. */
    String protocol();

    /** Stable code in lower case with hyphens, for instance {@code length-mismatch}. */
    String code();

    /** Whether the message could not be understood at all, as opposed to merely being odd. */
    boolean malformed();

    /** The code an enum constant stands for: {@code LENGTH_MISMATCH} is {@code length-mismatch}. */
    static String codeOf(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
