/**
 * In: nothing but this project. Out: a collector, an agent and a small plant with an intruder, running together.
 * Never: a shortcut the product does not have.
 */
@NullMarked
package io.fieldwarden.demo;

import org.jspecify.annotations.NullMarked;
