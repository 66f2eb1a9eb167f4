/**
 * In: events. Out: RFC 5424 messages over TCP or TLS.
 * Never: moving the cursor before the receiver has read the message.
 */
@NullMarked
package io.fieldwarden.collector.sink.syslog;

import org.jspecify.annotations.NullMarked;
