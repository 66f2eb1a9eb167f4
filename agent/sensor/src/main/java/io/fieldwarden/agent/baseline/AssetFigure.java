package io.fieldwarden.agent.baseline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was learned of one device: everything whose key names it.
 *
 * @param asset its address
 * @param entries keys that name it
 * @param samples sightings of them
 * @param firstNanos traffic time of the first sighting
 * @param lastNanos traffic time of the latest sighting
 * @param completeness judged by the time since its first sighting
 */
public record AssetFigure(
        String asset, long entries, long samples, long firstNanos, long lastNanos, Completeness completeness) {

    /**
     * The figures of devices, in the order of their names.
     *
     * @param assets how the keys call the devices
     * @param watchedNanos watched time of the whole baseline: no device was watched for longer
     */
    static List<AssetFigure> of(Collection<Profile> profiles, List<String> assets, long watchedNanos) {
        Map<String, List<Entry>> byAsset = new TreeMap<>();
        assets.forEach(asset -> byAsset.put(asset, new ArrayList<>()));
        long latest = 0;
        for (Profile profile : profiles) {
            for (Entry entry : profile.entries()) {
                latest = Math.max(latest, entry.lastNanos());
                for (String part : new HashSet<>(List.of(entry.parts()))) {
                    List<Entry> naming = byAsset.get(part);
                    if (naming != null) {
                        naming.add(entry);
                    }
                }
            }
        }
        List<AssetFigure> figures = new ArrayList<>();
        for (Map.Entry<String, List<Entry>> each : byAsset.entrySet()) {
            if (!each.getValue().isEmpty()) {
                figures.add(of(each.getKey(), each.getValue(), latest, watchedNanos));
            }
        }
        return figures;
    }

    private static AssetFigure of(String asset, List<Entry> naming, long latestNanos, long watchedNanos) {
        long samples = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Entry entry : naming) {
            samples += entry.count();
            first = Math.min(first, entry.firstNanos);
            last = Math.max(last, entry.lastNanos());
        }
        Completeness.Tally tally = new Completeness.Tally(Math.min(watchedNanos, latestNanos - first));
        naming.forEach(tally::add);
        return new AssetFigure(asset, naming.size(), samples, first, last, tally.figure());
    }
}
