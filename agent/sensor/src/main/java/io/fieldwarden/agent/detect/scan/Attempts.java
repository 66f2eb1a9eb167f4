package io.fieldwarden.agent.detect.scan;

import io.fieldwarden.agent.baseline.DistinctWindow;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.observation.Address;

/** What one station tried lately: addresses by network, ports by device, and what was refused. */
final class Attempts {
    private static final int NETWORKS_MAX = 16;
    private static final int DEVICES_MAX = 64;

    private final Sizes sizes;
    private final Tracked<String, DistinctWindow> networks = new Tracked<>(NETWORKS_MAX);
    private final Tracked<Address, DistinctWindow> devices = new Tracked<>(DEVICES_MAX);
    private final DistinctWindow refusals;
    private long addressesTried;
    private long portsTried;
    private long portTargets;

    /**
     * How much decides.
     *
     * @param targets different addresses of a network
     * @param targetsNanos within this time
     * @param ports different ports of a device
     * @param portsNanos within this time
     */
    record Sizes(int targets, long targetsNanos, int ports, long portsNanos) {}

    Attempts(Sizes sizes) {
        this.sizes = sizes;
        this.refusals = new DistinctWindow(sizes.ports(), sizes.portsNanos());
    }

    /** Notes an address; answers whether its network was swept. */
    boolean address(Address to, long atNanos) {
        DistinctWindow window =
                networks.of(network(to), fresh -> new DistinctWindow(sizes.targets(), sizes.targetsNanos()));
        long before = window.total();
        boolean swept = window.add(thing(to), atNanos);
        addressesTried += window.total() - before;
        return swept;
    }

    /** Notes a port; answers whether the device's ports were swept. */
    boolean port(Address to, int port, long atNanos) {
        DistinctWindow window = devices.find(to);
        if (window == null) {
            window = new DistinctWindow(sizes.ports(), sizes.portsNanos());
            devices.put(to, window);
            portTargets++;
        }
        long before = window.total();
        boolean swept = window.add(port, atNanos);
        portsTried += window.total() - before;
        return swept;
    }

    /** Notes a refusal by one port of one device; answers whether there were too many of them. */
    boolean refused(long target, long atNanos) {
        return refusals.add(target, atNanos);
    }

    /** An attempt was answered: the port is no closed one, and the address is none to guess if it is learned now. */
    void answered(Address to, int port, boolean learned) {
        DistinctWindow ports = devices.find(to);
        if (ports != null) {
            long before = ports.total();
            ports.remove(port);
            portsTried -= before - ports.total();
        }
        DistinctWindow addresses = learned && addressesTried > 0 ? networks.find(network(to)) : null;
        if (addresses != null) {
            long before = addresses.total();
            addresses.remove(thing(to));
            addressesTried -= before - addresses.total();
        }
    }

    long addressesTried() {
        return addressesTried;
    }

    long portsTried() {
        return portsTried;
    }

    long portTargets() {
        return portTargets;
    }

    /** The network an address is counted in: /16, or /64 for IPv6. */
    static String network(Address address) {
        return switch (address.kind()) {
            case IPV4 -> (address.low() >>> 24) + "." + ((address.low() >>> 16) & 0xFF) + ".0.0/16";
            case IPV6 -> Address.ipv6(address.high(), 0) + "/64";
            case MAC -> "segment";
        };
    }

    private static long thing(Address address) {
        return address.kind() == Address.Kind.IPV4 ? address.low() : address.low() * 31 + address.high();
    }
}
