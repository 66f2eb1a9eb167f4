@NullMarked
package io.fieldwarden.collector;

import org.jspecify.annotations.NullMarked;
