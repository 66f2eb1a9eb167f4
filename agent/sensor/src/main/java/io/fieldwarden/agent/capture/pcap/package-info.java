/**
 * In: capture files (pcap, pcapng, gzip of either). Out: frames, at full speed or at the recorded pace; pcapng bytes.
 * Never: a file read whole into memory; trust in a length that the file claims.
 */
@NullMarked
package io.fieldwarden.agent.capture.pcap;

import org.jspecify.annotations.NullMarked;
