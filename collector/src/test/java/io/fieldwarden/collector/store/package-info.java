@NullMarked
package io.fieldwarden.collector.store;

import org.jspecify.annotations.NullMarked;
