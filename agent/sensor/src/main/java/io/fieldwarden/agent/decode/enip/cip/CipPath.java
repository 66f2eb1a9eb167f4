package io.fieldwarden.agent.decode.enip.cip;

import java.util.List;

/**
 * What a path (EPATH, Vol 1 appendix C-1) addresses.
 *
 * @param classId last class named, -1 if none
 * @param instance last instance named, -1 if none
 * @param attribute last attribute named, -1 if none
 * @param member last member named outside of a tag, -1 if none
 * @param connectionPoints in order: for an I/O connection originator to target, then target to originator
 * @param tag symbolic name with members and all indexes but the last, empty if none
 * @param index last index of the tag, -1 if it has none
 * @param route ports and link addresses, as {@code 1/0}; empty if direct
 * @param key electronic key, empty if none
 * @param text the whole path, segment by segment
 */
public record CipPath(
        long classId,
        long instance,
        long attribute,
        long member,
        List<Long> connectionPoints,
        String tag,
        long index,
        String route,
        String key,
        String text) {

    /** A path that names nothing. */
    static final CipPath NONE = new CipPath(-1, -1, -1, -1, List.of(), "", -1, "", "", "");

    public CipPath {
        connectionPoints = List.copyOf(connectionPoints);
    }

    /** The tag with its last index. */
    String wholeTag() {
        return index < 0 ? tag : tag + "[" + index + "]";
    }
}
