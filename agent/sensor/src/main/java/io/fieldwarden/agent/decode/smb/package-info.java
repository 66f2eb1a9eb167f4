/**
 * In: the bytes of both directions of an SMB connection. Out: who logs in, and what happens to shares, files and pipes.
 * Never: hashes, contents of files, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.smb;

import org.jspecify.annotations.NullMarked;
