/**
 * In: the bytes of both directions of an FTP control connection. Out: commands with their replies, and who serves.
 * Never: passwords, contents of files, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.ftp;

import org.jspecify.annotations.NullMarked;
