package io.fieldwarden.agent.detect.address;

/** Hardware addresses that several routers share by design. */
final class VirtualRouters {
    /** VRRP and CARP for IPv4, 00-00-5E-00-01-{VRID} (RFC 9568, 7.3). */
    private static final long VRRP = 0x0000_5E00_01L;
    /** VRRP for IPv6, 00-00-5E-00-02-{VRID}. */
    private static final long VRRP_IPV6 = 0x0000_5E00_02L;
    /** HSRP version 1, 00-00-0C-07-AC-{group}. */
    private static final long HSRP = 0x0000_0C07_ACL;
    /** HSRP version 2, 00-00-0C-9F-F{group}. */
    private static final long HSRP_2 = 0x0000_0C9F_FL;
    /** GLBP, 00-07-B4-00-{group}-{forwarder}. */
    private static final long GLBP = 0x0007_B400L;

    private VirtualRouters() {}

    static boolean has(long mac) {
        long five = mac >>> 8;
        return five == VRRP || five == VRRP_IPV6 || five == HSRP || mac >>> 12 == HSRP_2 || mac >>> 16 == GLBP;
    }
}
