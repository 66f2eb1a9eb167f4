package io.fieldwarden.agent.observation;

/** The intent an operation is reduced to. */
public enum Access {
    READ,
    WRITE,
    EXECUTE,
    CONFIGURE,
    IDENTIFY,
    PUBLISH,
    SUBSCRIBE,
    /** Keeps the conversation going (connect, ping, disconnect); touches nothing. */
    SESSION
}
