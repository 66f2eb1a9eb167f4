package io.fieldwarden.agent.detect.communication;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import org.jspecify.annotations.Nullable;

/** Knows the devices of one lane, by address and by hardware address. */
final class NewAssetSession implements DetectorSession {
    private final DetectContext context;
    private final SeenBefore addresses;
    private final SeenBefore hardware;
    /** Hardware addresses that more than one network address stands behind: routers. */
    private final SeenBefore shared;

    private final KeyText key = new KeyText();

    NewAssetSession(DetectContext context) {
        this.context = context;
        this.addresses = context.baseline().seen("comm.asset");
        this.hardware = context.baseline().seen("comm.hardware");
        this.shared = context.baseline().seen("comm.router");
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case ConnectionSeen seen -> judge(seen);
            case IdentitySeen seen -> {
                Connection said = seen.connection();
                Endpoint device =
                        new Endpoint(seen.asset().address(), 0, seen.asset().mac());
                judge(device, null, said == null ? 0 : said.id(), seen.atNanos());
            }
            case OperationSeen _, ValueSeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void judge(ConnectionSeen seen) {
        Connection connection = seen.connection();
        if (connection.transport() == Transport.BROKER) {
            return;
        }
        boolean opened = seen.phase() == ConnectionSeen.Phase.OPENED;
        boolean answered = seen.phase() == ConnectionSeen.Phase.ESTABLISHED;
        if ((opened && !connection.midstream()) || answered) {
            judge(connection.originator(), null, connection.id(), seen.atNanos());
        }
        if (answered) {
            judge(connection.responder(), connection.originator(), connection.id(), seen.atNanos());
        }
    }

    /**
     * @param asker whom the device merely answered, if it did not speak up itself
     */
    private void judge(Endpoint device, @Nullable Endpoint asker, long connectionId, long atNanos) {
        Address address = device.address();
        if (!Conversation.isDevice(device) || !context.settings().isHome(address)) {
            return;
        }
        boolean wasKnown = addresses.find(key.start().part(address)) != null;
        boolean sameHardware = !wasKnown && hardwareKnown(device);
        if (sameHardware && address.kind() != Address.Kind.IPV6 && !behindRouter(device)) {
            learnMoved(device, atNanos);
            return;
        }
        if (sameHardware && address.kind() == Address.Kind.IPV6) {
            return; // hosts give themselves new IPv6 addresses every day (RFC 8981)
        }
        if (context.isNew(addresses, key.start().part(address), address, atNanos)) {
            raise(device, asker, connectionId, atNanos);
        } else if (!wasKnown) {
            learnHardware(device, atNanos);
        }
    }

    private boolean hardwareKnown(Endpoint device) {
        return device.mac() != Endpoint.NO_MAC
                && (hardware.find(hardwareKey(device)) != null || spokeWithoutIp(device));
    }

    /** Whether frames without IP (LLDP, PROFINET) were known of its hardware before it had an IP address. */
    private boolean spokeWithoutIp(Endpoint device) {
        return addresses.find(key.start().part(Address.mac(device.mac()))) != null;
    }

    private boolean behindRouter(Endpoint device) {
        return shared.find(hardwareKey(device)) != null;
    }

    private KeyText hardwareKey(Endpoint device) {
        return key.start().part(Address.macText(device.mac()));
    }

    private void learnHardware(Endpoint device, long atNanos) {
        if (device.mac() != Endpoint.NO_MAC
                && device.address().kind() != Address.Kind.MAC
                && context.baseline().learning().on()
                && !context.findings().suspected(device.address())) {
            hardware.learn(hardwareKey(device), atNanos);
        }
    }

    /** A known device under another address; a second one while learning shows a router. */
    private void learnMoved(Endpoint device, long atNanos) {
        if (context.baseline().learning().on()) {
            if (device.address().kind() == Address.Kind.IPV4 && hardware.find(hardwareKey(device)) != null) {
                shared.learn(hardwareKey(device), atNanos);
            } else if (device.address().kind() == Address.Kind.IPV4) {
                learnHardware(device, atNanos); // it spoke without IP before
            }
            context.isNew(addresses, key.start().part(device.address()), device.address(), atNanos);
        }
    }

    private void raise(Endpoint device, @Nullable Endpoint asker, long connectionId, long atNanos) {
        boolean behindRouter = hardwareKnown(device);
        boolean byHardware = device.mac() != Endpoint.NO_MAC && !behindRouter;
        String situation =
                byHardware ? Address.macText(device.mac()) : device.address().toString();
        Endpoint asset = new Endpoint(device.address(), 0, device.mac());
        Who who = asker == null ? new Who(asset, null, "", connectionId) : new Who(asker, asset, "", connectionId);
        Finding finding = new Finding(atNanos, NewAsset.TYPE, situation, who, () -> story(asset, behindRouter))
                .noting(device.address().toString());
        context.findings().raise(asker == null ? finding : finding.heldBack());
    }

    private Story story(Endpoint device, boolean behindRouter) {
        String by = device.mac() == Endpoint.NO_MAC
                ? ""
                : (behindRouter ? " (behind router " : " (hardware address ") + Address.macText(device.mac()) + ")";
        return Story.unlearned(
                Phrases.known(addresses, "{} devices were seen while learning."),
                device.address() + by + " sends on this network and was never seen before.",
                0.9);
    }
}
