package io.fieldwarden.agent.detect.address;

import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;

/** Knows the claims of one lane. */
final class AddressClaimsSession implements DetectorSession {
    private static final long SECOND = 1_000_000_000L;

    private final DetectContext context;
    private final double owners;
    private final double returns;
    private final long spoofNanos;
    private final long conflictNanos;
    private final Tracked<Long, Claims> claims = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    private final Tracked<Address, Changes> changes = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

    AddressClaimsSession(DetectContext context) {
        this.context = context;
        this.owners = context.settings().value(AddressClaims.OWNERS);
        this.returns = context.settings().value(AddressClaims.RETURNS);
        this.spoofNanos = (long) (context.settings().value(AddressClaims.SPOOF_SECONDS) * SECOND);
        this.conflictNanos = (long) (context.settings().value(AddressClaims.CONFLICT_SECONDS) * SECOND);
    }

    /** How often an address went back to a device that had it before. */
    private static final class Changes {
        private final SlidingCount returns;
        private long owner;

        Changes(long windowNanos) {
            this.returns = new SlidingCount(windowNanos);
        }
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case IdentitySeen seen -> {
                if (seen.source().equals("arp")) {
                    judge(seen);
                }
            }
            case ConnectionSeen _, OperationSeen _, ValueSeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void judge(IdentitySeen seen) {
        String previous = previous(seen);
        if (previous.isEmpty()) {
            return;
        }
        long mac = seen.asset().mac();
        long before = Long.parseLong(previous.replace(":", ""), 16);
        if (VirtualRouters.has(mac) || VirtualRouters.has(before)) {
            return; // routers hand their common address over as part of their work
        }
        Claims claimed = claims.of(mac, fresh -> new Claims());
        Changes changed = changes.of(seen.asset().address(), fresh -> new Changes(conflictNanos));
        if (changed.owner == mac) {
            long counted = changed.returns.add(1, seen.atNanos());
            if (counted >= returns) {
                conflict(seen, before, mac);
            }
            changed.owner = before;
            return; // the owner takes back what is its own
        }
        changed.owner = before;
        claimed.take(seen.asset().address(), before, seen.atNanos(), spoofNanos);
        if (claimed.owners() >= owners) {
            spoof(seen, claimed, mac);
        }
    }

    private static String previous(IdentitySeen seen) {
        for (Attribute fact : seen.facts()) {
            if (fact.name().equals("previous_mac")) {
                return fact.value();
            }
        }
        return "";
    }

    private void conflict(IdentitySeen seen, long one, long other) {
        Address address = seen.asset().address();
        long low = Math.min(one, other);
        long high = Math.max(one, other);
        Who who = new Who(new Endpoint(address, 0, other), null, "arp", 0);
        Finding finding = new Finding(
                seen.atNanos(),
                AddressClaims.CONFLICT,
                address + " " + Address.macText(low) + " " + Address.macText(high),
                who,
                () -> Story.rule(
                        "One device answers for an IP address at a time.",
                        Address.macText(low) + " and " + Address.macText(high) + " both claim " + address
                                + ", and it went back and forth within "
                                + Phrases.count(conflictNanos / (60 * SECOND), "minute") + ".",
                        0.8));
        context.findings().raise(finding);
    }

    private void spoof(IdentitySeen seen, Claims claimed, long mac) {
        String taken = claimed.text();
        Who who = new Who(new Endpoint(claimed.first(), 0, mac), null, "arp", 0);
        Finding finding = new Finding(
                seen.atNanos(),
                AddressClaims.SPOOF,
                Address.macText(mac),
                who,
                () -> Story.rule(
                        "A device answers ARP for its own addresses; a replaced or failed-over device takes those of"
                                + " one other.",
                        Address.macText(mac) + " says it is at the addresses of several others: " + taken + ".",
                        0.9));
        context.findings().raise(finding.noting(seen.asset().address().toString()));
    }
}
