/**
 * In: network interfaces, through the Linux kernel's packet ring. Out: frames as they were on the wire, VLAN tag included.
 * Never: a frame sent; native code of ours; a privilege beyond CAP_NET_RAW.
 */
@NullMarked
package io.fieldwarden.agent.capture.afpacket;

import org.jspecify.annotations.NullMarked;
