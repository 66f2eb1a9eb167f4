@NullMarked
package io.fieldwarden.collector.sink.file;

import org.jspecify.annotations.NullMarked;
