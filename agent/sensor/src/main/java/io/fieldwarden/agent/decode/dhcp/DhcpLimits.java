package io.fieldwarden.agent.decode.dhcp;

/**
 * Limits of the DHCP decoder.
 *
 * @param optionsMax options of one message that are read
 * @param clients clients whose statements about themselves are kept until an address is assigned to them
 * @param textChars characters of one text a peer supplied
 * @param fingerprintMax options of a parameter request list that are told
 */
record DhcpLimits(int optionsMax, int clients, int textChars, int fingerprintMax) {

    /** Fixed fields up to the magic cookie (RFC 2131 clause 2). */
    static final int FIXED = 236;
    /** What begins the options: 99, 130, 83, 99 (RFC 2131 clause 3). */
    static final int COOKIE = 0x6382_5363;

    static DhcpLimits standard() {
        return new DhcpLimits(128, 512, 255, 64);
    }
}
