package io.fieldwarden.agent.observation;

/**
 * A decoded field.
 *
 * @param name as Wireshark, Zeek or ICSNPP call it where they have a name
 * @param value as text, control characters included: escape before showing
 */
public record Attribute(String name, String value) {}
