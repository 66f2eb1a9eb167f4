@NullMarked
package io.fieldwarden.agent.policy;

import org.jspecify.annotations.NullMarked;
