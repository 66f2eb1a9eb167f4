@NullMarked
package io.fieldwarden.collector.console;

import org.jspecify.annotations.NullMarked;
