package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** States of cyclic PROFINET data, time frames and alarms, as Wireshark reads them; a state that lasts is counted once. */
public final class RtWireshark implements Opinion {
    /** Kinds of alarm in the order of their numbers (IEC 61158-6-10, table "AlarmType"), as the standard words them. */
    private static final List<String> ALARMS = List.of(
            "",
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
            "time_data_changed");

    private static final List<String> FIELDS = List.of(
            "eth.src",
            "eth.dst",
            "pn_rt.frame_id",
            "pn_rt.cycle_counter",
            "pn_rt.ds_valid",
            "pn_rt.ds_operate",
            "pn_rt.ds_ok",
            "pn_rt.ds_primary",
            "pn_rt.transfer_status",
            "pn_io.pdu_type.type",
            "pn_io.var_part_len",
            "pn_io.alarm_type",
            "pn_io.slot_nr",
            "pn_io.subslot_nr",
            "pn_io.module_ident_number",
            "pn_io.submodule_ident_number");

    @Override
    public String protocol() {
        return "profinet-rt";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    /** DCP, which shares the frame ids, has an opinion of its own. */
    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("pn_rt")
                && subject.run().operations().stream().anyMatch(RtWireshark::isRealTime);
    }

    private static boolean isRealTime(OperationSeen seen) {
        return seen.operation().protocol().equals("profinet-rt");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Map<String, String> states = new HashMap<>();
        Tshark.rows(subject.file(), "pn_rt && !pn_dcp", FIELDS, row -> theirs(row, states, theirs));
        List<String> ours = new ArrayList<>();
        subject.run().operations().stream().filter(RtWireshark::isRealTime).forEach(seen -> ours(seen, ours));
        for (AnomalySeen seen : subject.run().anomalies()) {
            if (seen.anomaly().code().equals("transfer-status")) {
                ours.add(seen.detail().replaceAll(",.*", ""));
            }
        }
        return new Facts(theirs, ours);
    }

    private static void theirs(String[] row, Map<String, String> states, List<String> facts) {
        int id = Integer.decode(row[2]);
        String frame = row[0] + " > " + row[1] + " " + String.format(Locale.ROOT, "0x%04x", id);
        if (!row[3].isEmpty()) {
            String state = " valid " + truth(row[4]) + " run " + truth(row[5]) + " ok " + truth(row[6]) + " primary "
                    + truth(row[7]);
            if (!state.equals(states.put(frame, state))) {
                facts.add(frame + state + " cycle " + row[3]);
                if (Integer.decode(row[8]) != 0) {
                    facts.add("transfer status " + Integer.decode(row[8]));
                }
            }
        } else if (!row[9].isEmpty()) {
            alarm(row, frame, facts);
        } else if (states.put(frame, "") == null) {
            facts.add(frame);
        }
    }

    private static int truth(String bit) {
        return bit.isEmpty() || Integer.decode(bit) == 0 ? 0 : 1;
    }

    /** An acknowledgement of numbers alone is part of what it acknowledges. */
    private static void alarm(String[] row, String frame, List<String> facts) {
        int type = Integer.decode(row[9]);
        boolean empty = Integer.decode(row[10]) == 0;
        if (empty && (type == 2 || type == 3)) {
            return;
        }
        facts.add(frame + " pdu " + type);
        if (!row[11].isEmpty()) {
            facts.add(frame + " alarm " + ALARMS.get(Integer.decode(row[11])) + " slot " + Integer.decode(row[12])
                    + " subslot " + Integer.decode(row[13]));
        }
        if (!row[14].isEmpty()) {
            facts.add(frame + " module " + Long.decode(row[14]) + " submodule " + Long.decode(row[15]));
        }
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        String frame = seen.connection().end(seen.from()).address() + " > "
                + seen.connection().end(seen.from().opposite()).address() + " "
                + String.format(Locale.ROOT, "0x%04x", operation.code());
        if (operation.name().equals("cyclic_data")) {
            facts.add(frame + " valid " + is(operation, "data_valid", "valid") + " run "
                    + is(operation, "provider_state", "run") + " ok " + is(operation, "station_problem", "no")
                    + " primary " + is(operation, "state", "primary") + " cycle "
                    + operation.attribute("cycle_counter"));
        } else if (operation.name().startsWith("alarm")) {
            facts.add(frame + " pdu " + type(operation.attribute("pdu_type")));
            if (!operation.attribute("alarm_type").isEmpty()) {
                facts.add(frame + " alarm " + operation.attribute("alarm_type") + " slot "
                        + Integer.decode(operation.attribute("slot")) + " subslot "
                        + Integer.decode(operation.attribute("subslot")));
            }
            if (!operation.attribute("module_ident_number").isEmpty()) {
                facts.add(frame + " module " + Long.decode(operation.attribute("module_ident_number")) + " submodule "
                        + Long.decode(operation.attribute("submodule_ident_number")));
            }
        } else {
            facts.add(frame);
        }
    }

    private static int is(Operation operation, String attribute, String value) {
        return operation.attribute(attribute).equals(value) ? 1 : 0;
    }

    private static int type(String name) {
        return List.of("", "data", "nack", "ack", "error").indexOf(name);
    }
}
