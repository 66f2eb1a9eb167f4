package io.fieldwarden.agent.detect.address;

import io.fieldwarden.agent.observation.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses one device took from others lately. */
final class Claims {
    /** More are not needed to say what is going on. */
    private static final int MOST = 16;

    private final Map<Address, Taken> taken = new LinkedHashMap<>();

    /**
     * An address and whose it was.
     *
     * @param owner hardware address of the device that had it
     * @param atNanos when it was taken
     */
    record Taken(long owner, long atNanos) {}

    void take(Address address, long owner, long atNanos, long windowNanos) {
        taken.values().removeIf(each -> atNanos - each.atNanos() > windowNanos);
        if (taken.size() < MOST || taken.containsKey(address)) {
            taken.put(address, new Taken(owner, atNanos));
        }
    }

    /** Devices that lost an address. */
    long owners() {
        return taken.values().stream().mapToLong(Taken::owner).distinct().count();
    }

    /** The first address taken of those that count. */
    Address first() {
        return taken.keySet().iterator().next();
    }

    /** The addresses and whose they were, as people read it. */
    String text() {
        StringBuilder text = new StringBuilder();
        taken.forEach((address, was) -> text.append(text.isEmpty() ? "" : ", ")
                .append(address)
                .append(" (of ")
                .append(Address.macText(was.owner()))
                .append(')'));
        return text.toString();
    }
}
