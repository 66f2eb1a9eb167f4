package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * A named value.
 *
 * @param name field name, as Wireshark, Zeek or ICSNPP call it where they have a name
 * @param value the value as text; device-supplied, so hostile until escaped
 */
@Json
public record Detail(String name, String value) {}
