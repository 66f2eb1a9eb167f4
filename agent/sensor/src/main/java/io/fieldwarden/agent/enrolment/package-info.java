/**
 * In: a join token. Out: the agent's identity: its key, its certificate, and the only authority it trusts.
 * Never: a key that leaves this machine; a token in a log; half an identity on disk.
 */
@NullMarked
package io.fieldwarden.agent.enrolment;

import org.jspecify.annotations.NullMarked;
