/**
 * In: a role and a part of the plant. Out: real Modbus and MQTT traffic of real stacks, to be recorded as scenarios.
 * Never: the product's own code; what the product decodes must not have been made by it.
 */
@NullMarked
package io.fieldwarden.plant;

import org.jspecify.annotations.NullMarked;
