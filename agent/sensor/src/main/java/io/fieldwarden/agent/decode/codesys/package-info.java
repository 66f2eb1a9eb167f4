/**
 * In: CODESYS V3 over TCP and UDP, and what can be told of V2. Out: services by name, names of nodes, sessions.
 * Never: credentials, the contents of files and programs, more memory than an unfinished service may take.
 */
@NullMarked
package io.fieldwarden.agent.decode.codesys;

import org.jspecify.annotations.NullMarked;
