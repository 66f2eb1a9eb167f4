/**
 * In: the bytes of OPC UA's data types. Out: what they hold, bounded.
 * Never: what it is about, exceptions for malformed bytes, secrets.
 */
@NullMarked
package io.fieldwarden.agent.decode.opcua.encoding;

import org.jspecify.annotations.NullMarked;
