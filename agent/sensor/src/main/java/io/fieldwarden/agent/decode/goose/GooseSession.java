package io.fieldwarden.agent.decode.goose;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;

/** Messages of one sender to one group: a new state is told, its repetitions are only checked. */
final class GooseSession implements ProtocolSession {
    private static final int SIMULATED = 0x8000;

    private final Connection connection;
    private final ObservationSink observations;
    private final GooseLimits limits;
    private final GooseControls controls;
    private final GooseData data;
    private final GooseMessage message = new GooseMessage();
    private final Ber ber = new Ber();
    private boolean managementTold;
    private int anomaliesLeft;

    GooseSession(Connection connection, ObservationSink observations, GooseLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
        this.controls = new GooseControls(limits.controls());
        this.data = new GooseData(limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        anomaliesLeft = limits.anomalies();
        int there = bytes.length();
        if (there < GooseDecoder.HEADER) {
            anomaly(GooseAnomaly.HEADER_TOO_SHORT, there + " bytes, expected at least 8", atNanos);
            return Verdict.consumed(there);
        }
        int length = bytes.u16(2);
        if (length < GooseDecoder.HEADER || length > there) {
            anomaly(GooseAnomaly.BAD_LENGTH, "length " + length + ", expected 8 to " + there, atNanos);
        }
        int end = length < GooseDecoder.HEADER ? there : Math.min(length, there);
        if (!ber.over(bytes, GooseDecoder.HEADER, end).next()) {
            anomaly(GooseAnomaly.BAD_ENCODING, "no PDU of " + (end - 8) + " bytes, expected one", atNanos);
        } else if (ber.tag() == GooseMessage.GOOSE) {
            goose(from, bytes, atNanos);
        } else if (ber.tag() == GooseMessage.MANAGEMENT) {
            management(from, bytes.u16(0), atNanos);
        } else {
            anomaly(GooseAnomaly.UNKNOWN_PDU, "tag " + ber.tag() + ", expected 97 or 96", atNanos);
        }
        return Verdict.consumed(there);
    }

    private void goose(Direction from, Window bytes, long atNanos) {
        if (!message.read(bytes, ber.start(), ber.end())) {
            anomaly(GooseAnomaly.BAD_ENCODING, "a PDU with an element broken or missing, expected all", atNanos);
            return;
        }
        int application = bytes.u16(0);
        boolean simulatedHeader = (bytes.u16(4) & SIMULATED) != 0;
        GooseControls.Control control = controls.of(
                bytes,
                message.referenceAt,
                Math.min(message.referenceLength, limits.textChars()),
                application,
                atNanos);
        int hash = hash(bytes, message.dataAt, message.dataEnd);
        boolean news = control.fresh
                || control.state != message.state
                || control.valuesHash != hash
                || control.revision != message.revision
                || control.simulation != message.simulation;
        if (news || message.sequence < control.sequence) {
            check(control, hash, simulatedHeader, atNanos);
        }
        control.sequence = message.sequence;
        if (news) {
            control.fresh = false;
            control.state = message.state;
            control.revision = message.revision;
            control.valuesHash = hash;
            control.simulation = message.simulation;
            tell(from, bytes, application, atNanos);
        }
    }

    private void check(GooseControls.Control control, int hash, boolean simulatedHeader, long atNanos) {
        if (simulatedHeader && !message.simulation) {
            String detail = "simulated by its header and not by its flag, expected both alike";
            anomaly(GooseAnomaly.SIMULATION_MISMATCH, detail, atNanos);
        }
        if (control.fresh) {
            return;
        }
        if (message.revision != control.revision) {
            String detail = "confRev " + message.revision + ", expected " + control.revision;
            anomaly(GooseAnomaly.CONFIGURATION_CHANGED, detail, atNanos);
        }
        if (message.state < control.state) {
            String detail = "stNum " + message.state + " after " + control.state + ", expected no less";
            anomaly(GooseAnomaly.STATE_NUMBER_BACK, detail, atNanos);
        } else if (message.state == control.state) {
            if (message.sequence < control.sequence && message.sequence > 1) {
                String detail = "sqNum " + message.sequence + " after " + control.sequence + ", expected no less";
                anomaly(GooseAnomaly.SEQUENCE_NUMBER_BACK, detail, atNanos);
            }
            if (hash != control.valuesHash && message.simulation == control.simulation) {
                String detail = "other values in stNum " + message.state + ", expected another stNum";
                anomaly(GooseAnomaly.VALUES_WITHOUT_STATE, detail, atNanos);
            }
        }
    }

    private void tell(Direction from, Window bytes, int application, long atNanos) {
        String reference = text(bytes, message.referenceAt, message.referenceLength);
        List<GooseData.Leaf> leaves = new ArrayList<>();
        Ber each = new Ber().over(bytes, message.dataAt, message.dataEnd);
        int count = 0;
        while (each.next()) {
            count++;
            data.leaves(bytes, each, reference + "/" + count, leaves);
        }
        if (each.malformed()) {
            anomaly(GooseAnomaly.BAD_ENCODING, "a value past the end, expected it whole", atNanos);
        } else if (count != message.entries) {
            String detail = count + " values, expected numDatSetEntries " + message.entries;
            anomaly(GooseAnomaly.ENTRY_COUNT_MISMATCH, detail, atNanos);
        }
        if (data.wasTooDeep()) {
            anomaly(GooseAnomaly.TOO_DEEP, "expected at most " + limits.depth() + " levels of data", atNanos);
        }
        String scope = String.format("appid 0x%04x", application);
        Operation operation = new Operation(
                GooseDecoder.PROTOCOL,
                application,
                "goose_pdu",
                Access.PUBLISH,
                scope,
                reference.isEmpty() ? null : Points.named(reference),
                attributes(bytes, reference));
        observations.observe(new OperationSeen(atNanos, connection, from, operation, Outcome.ONE_WAY));
        for (GooseData.Leaf leaf : leaves) {
            observations.observe(new ValueSeen(
                    atNanos,
                    connection,
                    ValueSeen.Way.REPORTED,
                    Points.named(leaf.point()),
                    leaf.value(),
                    leaf.quality(),
                    ""));
        }
    }

    private List<Attribute> attributes(Window bytes, String reference) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("gocb_ref", reference));
        attributes.add(new Attribute("time_allowed_to_live", Long.toString(message.timeAllowed)));
        attributes.add(new Attribute("dat_set", text(bytes, message.dataSetAt, message.dataSetLength)));
        if (message.idLength > 0) {
            attributes.add(new Attribute("go_id", text(bytes, message.idAt, message.idLength)));
        }
        if (message.timeLength == 8) {
            attributes.add(new Attribute("t", GooseData.utcTime(bytes, message.timeAt)));
        }
        attributes.add(new Attribute("st_num", Long.toString(message.state)));
        attributes.add(new Attribute("sq_num", Long.toString(message.sequence)));
        attributes.add(new Attribute("simulation", Boolean.toString(message.simulation)));
        attributes.add(new Attribute("conf_rev", Long.toString(message.revision)));
        attributes.add(new Attribute("nds_com", Boolean.toString(message.needsCommissioning)));
        attributes.add(new Attribute("num_dat_set_entries", Long.toString(message.entries)));
        return attributes;
    }

    /** Management asks for references and numbers of elements; told once. */
    private void management(Direction from, int application, long atNanos) {
        if (!managementTold) {
            managementTold = true;
            Operation operation = new Operation(
                    GooseDecoder.PROTOCOL,
                    application,
                    "gse_mngt_pdu",
                    Access.IDENTIFY,
                    String.format("appid 0x%04x", application),
                    null,
                    List.of());
            observations.observe(new OperationSeen(atNanos, connection, from, operation, Outcome.ONE_WAY));
        }
    }

    private String text(Window bytes, int at, int length) {
        return GooseData.printable(bytes.utf8(at, Math.min(length, limits.textChars())));
    }

    private static int hash(Window bytes, int from, int to) {
        int hash = to - from;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + bytes.u8(at);
        }
        return hash;
    }

    private void anomaly(GooseAnomaly anomaly, String detail, long atNanos) {
        if (anomaliesLeft-- > 0) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // every frame stands for itself
    }

    @Override
    public void timePassed(long atNanos) {
        // nobody waits for anything
    }

    @Override
    public void close(long atNanos) {
        // nothing is open
    }
}
