/**
 * In: join tokens, certificate requests. Out: certificates of the collector's own authority, and who a certificate is.
 * Never: a private key of an agent; a second way in.
 */
@NullMarked
package io.fieldwarden.collector.enrolment;

import org.jspecify.annotations.NullMarked;
