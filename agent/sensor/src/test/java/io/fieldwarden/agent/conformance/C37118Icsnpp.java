package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The {@code synchrophasor_*.log}s of ICSNPP. */
public final class C37118Icsnpp implements Opinion {
    @Override
    public String protocol() {
        return "c37118";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return ZeekLog.beside(subject, "synchrophasor.log")
                && !ZeekLog.rows(subject, "synchrophasor.log").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (ZeekLog.Row row : ZeekLog.rows(subject, "synchrophasor_cmd.log")) {
            theirs.add("frame " + row.get("command").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"));
        }
        for (ZeekLog.Row ignored : ZeekLog.rows(subject, "synchrophasor_hdr.log")) {
            theirs.add("frame header");
        }
        for (ZeekLog.Row row : ZeekLog.rows(subject, "synchrophasor_cfg.log")) {
            theirs.add("frame cfg_" + row.get("frame_type").replaceAll("\\D", ""));
        }
        for (ZeekLog.Row ignored : ZeekLog.rows(subject, "synchrophasor_data.log")) {
            theirs.add("frame data");
        }
        TreeSet<String> stations = new TreeSet<>();
        Map<String, ZeekLog.Row> units = new HashMap<>();
        for (ZeekLog.Row row : ZeekLog.rows(subject, "synchrophasor_cfg_detail.log")) {
            stations.add("station name " + row.get("station_name").strip());
            stations.add("station id " + row.get("data_source_id"));
            units.put(row.ends() + row.get("pmu_idx"), row);
        }
        theirs.addAll(stations);
        for (ZeekLog.Row row : ZeekLog.rows(subject, "synchrophasor_data_detail.log")) {
            ZeekLog.Row unit = units.get(row.ends() + row.get("pmu_idx"));
            if (unit != null) {
                values(row, unit, theirs);
            }
        }
        List<String> ours = new ArrayList<>(C37118Stated.frames(subject));
        ours.addAll(C37118Stated.stations(subject));
        ours.addAll(C37118Stated.values(subject));
        return new Facts(theirs, ours);
    }

    private static void values(ZeekLog.Row row, ZeekLog.Row unit, List<String> facts) {
        boolean bad = !row.get("data_error_indicator").equals("0");
        boolean uncertain = row.get("pmu_sync_error").equals("T")
                || row.get("data_modified").equals("T");
        String quality = bad ? "bad" : uncertain ? "uncertain" : "good";
        boolean polar = unit.get("phasor_shape").equals("T");
        each(
                row.get(polar ? "est_polar_magnitude" : "est_rectangular_real"),
                polar ? "magnitude" : "real",
                quality,
                facts);
        each(
                row.get(polar ? "est_polar_angle" : "est_rectangular_imaginary"),
                polar ? "angle" : "imaginary",
                quality,
                facts);
        each(row.get("analog_data"), "analog", quality, facts);
        each(row.get("digital"), "digital", quality, facts);
        double deviation = Double.parseDouble(row.get("freq_dev_mhz"));
        double nominal = unit.get("fnom").equals("1") ? 50 : 60;
        boolean real = unit.get("freq_format").equals("T");
        double frequency = real ? deviation : nominal + deviation / 1000;
        facts.add("frequency " + C37118Stated.number(frequency) + " " + quality);
        facts.add("rocof " + C37118Stated.number(Double.parseDouble(row.get("rocof"))) + " " + quality);
    }

    private static void each(String shown, String kind, String quality, List<String> facts) {
        for (String value : shown.isEmpty() ? new String[0] : shown.split(",")) {
            facts.add(kind + " " + C37118Stated.number(Double.parseDouble(value)) + " " + quality);
        }
    }
}
