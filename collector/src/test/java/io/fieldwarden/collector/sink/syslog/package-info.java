@NullMarked
package io.fieldwarden.collector.sink.syslog;

import org.jspecify.annotations.NullMarked;
