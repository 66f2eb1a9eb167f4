@NullMarked
package io.fieldwarden.collector.sink;

import org.jspecify.annotations.NullMarked;
