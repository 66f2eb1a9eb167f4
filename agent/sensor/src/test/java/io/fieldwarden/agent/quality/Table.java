package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Judged;
import io.fieldwarden.agent.contract.Alert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The results as a person reads them: a block for each data set. */
final class Table {
    private static final double SHIFT_HOURS = 8;
    private static final String ROW = "  %-64s %5d %5d %7s %9s %8s%n";

    private Table() {}

    /** One block: a row per class of attack, then what was told for nothing. */
    static String of(String dataset, List<Result> results) {
        Map<String, List<Result.Found>> classes = new TreeMap<>();
        for (Result result : results) {
            for (Result.Found found : result.found()) {
                classes.computeIfAbsent(found.instance().kind(), kind -> new ArrayList<>())
                        .add(found);
            }
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s%n  %-64s %5s %5s %7s %9s %8s%n",
                dataset,
                "attack",
                "made",
                "found",
                "recall",
                "seconds",
                "stories"));
        List<Result.Found> all = new ArrayList<>();
        classes.forEach((kind, found) -> {
            text.append(row(kind, found));
            all.addAll(found);
        });
        if (classes.size() > 1) {
            text.append(row("all", all));
        }
        return text.append(quiet(results, all)).toString();
    }

    private static String row(String kind, List<Result.Found> all) {
        List<Result.Found> found =
                all.stream().filter(one -> !one.alerts().isEmpty()).toList();
        double[] seconds = found.stream().mapToDouble(Result.Found::seconds).toArray();
        double[] stories =
                found.stream().mapToDouble(one -> one.alerts().size()).toArray();
        return String.format(
                Locale.ROOT,
                ROW,
                kind,
                all.size(),
                found.size(),
                percent(found.size(), all.size()),
                median(seconds, "%.3f"),
                median(stories, "%.0f"));
    }

    private static String quiet(List<Result> results, List<Result.Found> all) {
        double hours = 0;
        int alerts = 0;
        double mixedHours = 0;
        int mixed = 0;
        for (Result result : results) {
            if (result.found().isEmpty()) {
                hours += result.hours();
                alerts += result.falseAlerts().size();
            } else {
                mixedHours += result.hours();
                mixed += result.falseAlerts().size();
            }
        }
        long told =
                all.stream().flatMap(one -> one.alerts().stream()).distinct().count();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "  precision %s of %d alerts%n",
                percent(told, told + mixed + alerts),
                told + mixed + alerts));
        text.append(String.format(
                Locale.ROOT, "  beside attacks: %d alerts outside any label in %.2f hours%n", mixed, mixedHours));
        if (hours > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "  clean captures: %d alerts in %.2f hours, %.2f in eight hours%n",
                    alerts,
                    hours,
                    alerts * SHIFT_HOURS / hours));
        }
        return text.toString();
    }

    /** What was missed, and every alert that no label accounts for, to look into. */
    static String details(List<Result> results) {
        StringBuilder text = new StringBuilder();
        for (Result result : results) {
            Trial trial = result.trial();
            text.append(trial.dataset()).append(' ').append(trial.capture()).append('\n');
            for (Result.Found found : result.found()) {
                text.append("  ").append(found.alerts().isEmpty() ? "MISSED " : "found  ");
                text.append(found.instance().kind()).append(' ').append(types(found.alerts()));
                text.append('\n');
            }
            for (Judged told : result.falseAlerts()) {
                Alert alert = told.alert();
                text.append("  beside ").append(alert.type()).append(' ').append(alert.firstSeen());
                text.append(' ').append(alert.seen().summary()).append('\n');
            }
        }
        return text.toString();
    }

    private static Map<String, Integer> types(List<Judged> alerts) {
        Map<String, Integer> types = new TreeMap<>();
        alerts.forEach(alert -> types.merge(alert.alert().type(), 1, Integer::sum));
        return types;
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String median(double[] values, String form) {
        if (values.length == 0) {
            return "-";
        }
        Arrays.sort(values);
        return String.format(Locale.ROOT, form, values[values.length / 2]);
    }
}
