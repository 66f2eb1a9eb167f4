package io.fieldwarden.agent.detect.address;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import java.util.List;
import java.util.Set;

/**
 * Two devices claim one IP address by ARP (RFC 826). A device that takes the addresses of two others stands between them;
 * an address that goes back and forth is a conflict. A takeover that stays, as after a repair or a failover, is neither.
 */
public final class AddressClaims implements Detector {
    static final String SPOOF = "mitm.arp-spoof";
    static final String CONFLICT = "addr.ip-conflict";
    /** Devices that lose their address to the same one, from which on it stands between them. */
    static final Threshold OWNERS = new Threshold(SPOOF, "owners", 2);

    static final Threshold SPOOF_SECONDS = new Threshold(SPOOF, "window-seconds", 600);
    /** Changes of an address back to a device it was just taken from. */
    static final Threshold RETURNS = new Threshold(CONFLICT, "returns", 2);

    static final Threshold CONFLICT_SECONDS = new Threshold(CONFLICT, "window-seconds", 600);

    @Override
    public String name() {
        return "address-claims";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(SPOOF).suspect(), Raise.rule(CONFLICT).heldBack());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(SPOOF, Cover.Scope.ORIGINATOR, Set.of(CONFLICT)));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(OWNERS, SPOOF_SECONDS, RETURNS, CONFLICT_SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(IdentitySeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new AddressClaimsSession(context);
    }
}
