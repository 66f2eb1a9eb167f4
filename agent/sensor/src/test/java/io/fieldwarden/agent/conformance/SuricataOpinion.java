package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many events of one protocol Suricata's own tests expect of a capture, and how many we tell. A check on fields we have no word
 * for is held against those we have: then at least so many are expected.
 */
public abstract class SuricataOpinion implements Opinion {
    /** Where in a capture something stands is said by nobody else. */
    private static final Set<String> ASIDE = Set.of("event_type", "pcap_cnt");

    private final String protocol;
    private final String event;
    private final Set<String> words;

    /**
     * @param protocol the row of the table
     * @param event Suricata's {@code event_type}
     * @param words fields of EVE that we have facts for
     */
    SuricataOpinion(String protocol, String event, Set<String> words) {
        this.protocol = protocol;
        this.event = event;
        this.words = words;
    }

    @Override
    public final String protocol() {
        return protocol;
    }

    @Override
    public final String whose() {
        return "suricata";
    }

    @Override
    public final boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !checks(subject).isEmpty();
    }

    @Override
    public final Facts facts(Subject subject) throws IOException {
        List<Map<String, String>> events = events(subject.run());
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (SuricataChecks.Check check : checks(subject)) {
            Map<String, String> wanted = wanted(check);
            boolean whole = wanted.size()
                            + (int) ASIDE.stream()
                                    .filter(check.match()::containsKey)
                                    .count()
                    == check.match().size();
            int found = (int) events.stream()
                    .filter(told -> wanted.entrySet().stream()
                            .allMatch(want -> Objects.equals(want.getValue(), told.get(want.getKey()))))
                    .count();
            String fact = event + " " + wanted;
            theirs.addAll(Collections.nCopies(check.count(), fact));
            ours.addAll(Collections.nCopies(whole ? found : Math.min(found, check.count()), fact));
        }
        return new Facts(theirs, ours);
    }

    private List<SuricataChecks.Check> checks(Subject subject) throws IOException {
        List<SuricataChecks.Check> found = new ArrayList<>();
        Set<Map<String, String>> told =
                new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
        for (SuricataChecks.Check check : SuricataChecks.about(subject)) {
            if (check.event().equals(event) && check.count() > 0 && isOurs(check) && told.add(wanted(check))) {
                found.add(check);
            }
        }
        found.removeIf(check -> wanted(check).isEmpty());
        return found;
    }

    private Map<String, String> wanted(SuricataChecks.Check check) {
        Map<String, String> wanted = new TreeMap<>();
        check.match().forEach((key, value) -> {
            if (words.contains(key)) {
                wanted.put(key, worded(key, value));
            }
        });
        return wanted;
    }

    /** Whether it is about something we decode. */
    boolean isOurs(SuricataChecks.Check check) {
        return true;
    }

    /** Their value in the words of {@link #events}. */
    String worded(String key, String value) {
        return value;
    }

    /** What we tell, as events of Suricata. */
    abstract List<Map<String, String>> events(CaptureRun run);

    /** An event with the fields that have a value. */
    static Map<String, String> event(String... namesAndValues) {
        Map<String, String> event = new TreeMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            event.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return event;
    }
}
