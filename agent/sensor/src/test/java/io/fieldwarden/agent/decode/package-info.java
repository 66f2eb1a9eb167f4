/** What tests of all decoders share: a conversation to feed, messages to begin with, and the attack on all of them. */
@NullMarked
package io.fieldwarden.agent.decode;

import org.jspecify.annotations.NullMarked;
