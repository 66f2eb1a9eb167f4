/**
 * In: the bytes of both directions of a VNC connection. Out: versions, how it is secured, whether the log-in worked, and the desktop.
 * Never: challenges, contents, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.vnc;

import org.jspecify.annotations.NullMarked;
