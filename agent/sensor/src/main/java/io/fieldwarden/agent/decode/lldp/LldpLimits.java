package io.fieldwarden.agent.decode.lldp;

/**
 * Limits of the LLDP decoder.
 *
 * @param tlvs TLVs read of one frame
 * @param facts facts told of one frame
 * @param textChars characters of one text a device supplied
 * @param anomalies anomalies told of one frame
 */
record LldpLimits(int tlvs, int facts, int textChars, int anomalies) {
    static LldpLimits standard() {
        return new LldpLimits(128, 64, 255, 4);
    }
}
