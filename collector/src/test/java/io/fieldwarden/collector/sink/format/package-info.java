@NullMarked
package io.fieldwarden.collector.sink.format;

import org.jspecify.annotations.NullMarked;
