package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Alarms: real-time acyclic PDUs (IEC 61158-6-10, clause 4.7), with the notification they carry (5.2.8). */
final class AlarmReader {
    private static final int HEADER = 14;
    private static final int BLOCK = 6;
    private static final int NOTIFICATION = 24;

    private static final String[] TYPES = {"", "data", "nack", "ack", "error"};
    private static final String[] ALARMS = {
        "reserved",
        "diagnosis",
        "process",
        "pull",
        "plug",
        "status",
        "update",
        "media_redundancy",
        "controlled_by_supervisor",
        "released",
        "plug_wrong_submodule",
        "return_of_submodule",
        "diagnosis_disappears",
        "multicast_mismatch",
        "port_data_change",
        "sync_data_changed",
        "isochronous_mode_problem",
        "network_component_problem",
        "time_data_changed",
        "dynamic_frame_packing_problem",
        "mrpd_problem",
        "multiple_interface_mismatch",
        "upload_and_retrieval",
        "pull_module"
    };

    private final LinkFacts facts;
    private final int most;

    AlarmReader(LinkFacts facts, ProfinetLimits limits) {
        this.facts = facts;
        this.most = limits.attributes();
    }

    void alarm(Direction from, int id, Window bytes, long atNanos) {
        if (bytes.length() < HEADER) {
            facts.anomaly(RtAnomaly.FRAME_TOO_SHORT, bytes.length() + " bytes of an alarm, expected 14", atNanos);
            return;
        }
        int type = bytes.u8(6) & 0x0F;
        int length = bytes.u16(12);
        if (length > bytes.length() - HEADER) {
            String detail = "VarPartLen " + length + ", expected at most " + (bytes.length() - HEADER);
            facts.anomaly(RtAnomaly.LENGTH_OVER_FRAME, detail, atNanos);
            return;
        }
        String name = type > 0 && type < TYPES.length ? TYPES[type] : Integer.toString(type);
        if ((type == 2 || type == 3) && length == 0) {
            return; // acknowledges the sequence number only
        }
        List<Attribute> attributes = new ArrayList<>(most);
        attributes.add(new Attribute("priority", id == FrameIds.ALARM_HIGH ? "high" : "low"));
        attributes.add(new Attribute("pdu_type", name));
        String told = "alarm_" + name;
        if (type == 1 && length >= BLOCK) {
            told = notification(bytes, HEADER, HEADER + length, attributes);
        } else if (type == 4 && length >= 4) {
            attributes.add(new Attribute("status", PnioStatus.name(bytes.i32(HEADER))));
        }
        Access access = type == 1 ? Access.PUBLISH : Access.SESSION;
        Operation operation = new Operation(RtDecoder.PROTOCOL, id, told, access, "", null, attributes);
        facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
    }

    private static String notification(Window bytes, int at, int end, List<Attribute> attributes) {
        int block = bytes.u16(at);
        boolean acknowledges = (block & 0x8000) != 0;
        int body = at + BLOCK;
        if (body + 2 > end) {
            return "alarm_data";
        }
        attributes.add(new Attribute("alarm_type", alarm(bytes.u16(body))));
        if (body + 10 <= end) {
            attributes.add(new Attribute("api", Integer.toString(bytes.i32(body + 2))));
            attributes.add(new Attribute("slot", LinkFacts.hex16(bytes.u16(body + 6))));
            attributes.add(new Attribute("subslot", LinkFacts.hex16(bytes.u16(body + 8))));
        }
        if (!acknowledges && at + NOTIFICATION <= end) {
            attributes.add(new Attribute("module_ident_number", LinkFacts.hex32(bytes.i32(body + 10))));
            attributes.add(new Attribute("submodule_ident_number", LinkFacts.hex32(bytes.i32(body + 14))));
        }
        if (acknowledges && body + 16 <= end) {
            attributes.add(new Attribute("status", PnioStatus.name(bytes.i32(body + 12))));
        }
        return acknowledges ? "alarm_ack" : "alarm_notification";
    }

    static String alarm(int type) {
        return type < ALARMS.length ? ALARMS[type] : LinkFacts.hex16(type);
    }
}
