package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** States of GOOSE control blocks with their values, as Wireshark reads them: repetitions of a state count once. */
public final class GooseWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "eth.src",
            "goose.gocbRef",
            "goose.stNum",
            "goose.sqNum",
            "goose.confRev",
            "goose.datSet",
            "goose.goID",
            "goose.timeAllowedtoLive",
            "goose.numDatSetEntries",
            "goose.simulation",
            "goose.boolean",
            "goose.integer",
            "goose.unsigned",
            "goose.float_value",
            "goose.bit_string",
            "goose.visible_string",
            "goose.mMSString",
            "goose.utc_time",
            "goose.t");
    private static final int VALUES = 10;

    @Override
    public String protocol() {
        return "goose";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("goose");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Map<String, String> last = new HashMap<>();
        Tshark.rows(subject.file(), "goose.gocbRef", FIELDS, row -> {
            String head = row[0] + " " + row[1];
            StringBuilder state = new StringBuilder(row[2] + row[4] + truth(row[9]));
            for (int index = VALUES; index < row.length - 1; index++) {
                state.append(';').append(row[index]);
            }
            if (state.toString().equals(last.put(head, state.toString()))) {
                return;
            }
            theirs.add(head + " stNum " + row[2] + " sqNum " + row[3] + " confRev " + row[4]);
            theirs.add(head + " datSet " + row[5] + " goID " + row[6] + " ttl " + row[7] + " entries " + row[8]);
            theirs.add(head + " simulation " + truth(row[9]));
            for (int index = VALUES; index < VALUES + 4; index++) {
                for (String value : row[index].split(",")) {
                    if (!value.isEmpty()) {
                        theirs.add(row[1] + " = " + number(value));
                    }
                }
            }
            for (int index = VALUES + 4; index < row.length - 1; index++) {
                for (String value : row[index].split(",(?! )")) {
                    if (!value.isEmpty()) {
                        theirs.add(row[1] + " = " + MmsTexts.theirs(value, index == VALUES + 4));
                    }
                }
            }
            theirs.add(head + " t " + MmsTexts.theirs(row[row.length - 1], false));
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().name().equals("goose_pdu")) {
                ours(seen, ours);
            }
        }
        for (ValueSeen seen : subject.run().values()) {
            if (seen.connection().protocol().equals("goose") && seen.values() instanceof Values.Numbers numbers) {
                ours.add(reference(seen) + " = " + Double.toString((float) numbers.number(0)));
            } else if (seen.connection().protocol().equals("goose")) {
                ours.add(reference(seen) + " = " + MmsTexts.ours(seen.values().text(0)));
            }
        }
        return new Facts(theirs, ours);
    }

    /** The point without the places of the value in its data set. */
    private static String reference(ValueSeen seen) {
        return seen.points().space().replaceFirst("(/\\d+)+$", "");
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        var operation = seen.operation();
        String head = seen.connection().end(seen.from()).address() + " " + operation.attribute("gocb_ref");
        facts.add(head + " stNum " + operation.attribute("st_num") + " sqNum " + operation.attribute("sq_num")
                + " confRev " + operation.attribute("conf_rev"));
        facts.add(head + " datSet " + operation.attribute("dat_set") + " goID " + operation.attribute("go_id") + " ttl "
                + operation.attribute("time_allowed_to_live") + " entries "
                + operation.attribute("num_dat_set_entries"));
        facts.add(head + " simulation " + operation.attribute("simulation"));
        facts.add(head + " t " + MmsTexts.ours(operation.attribute("t")));
    }

    private static String truth(String shown) {
        return shown.equals("1") || shown.equals("True") ? "true" : "false";
    }

    private static String number(String shown) {
        return switch (shown) {
            case "True" -> "1.0";
            case "False" -> "0.0";
            default -> Double.toString((float) Double.parseDouble(shown));
        };
    }
}
