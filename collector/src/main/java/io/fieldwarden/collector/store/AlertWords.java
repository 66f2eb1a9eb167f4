package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What full-text search sees of an alert, and how people's words become a search that cannot be anything else. */
final class AlertWords {
    private final StoreLimits limits;

    AlertWords(StoreLimits limits) {
        this.limits = limits;
    }

    /** The alert's words. */
    String of(Alert alert) {
        StringJoiner text = new StringJoiner("\n");
        text.add(alert.type())
                .add(alert.title())
                .add(alert.agent())
                .add(alert.site())
                .add(alert.protocol());
        add(text, alert.originator());
        add(text, alert.responder());
        OperationFact operation = alert.operation();
        if (operation != null) {
            text.add(operation.name()).add(operation.access()).add(operation.target());
        }
        text.add(alert.seen().summary()).add(alert.expected().summary());
        alert.seen().values().forEach(text::add);
        alert.techniques().forEach(technique -> text.add(technique.id()).add(technique.name()));
        text.add(alert.id());
        String all = text.toString();
        return cut(all, limits.textCharsMax());
    }

    private static void add(StringJoiner text, @Nullable Party party) {
        if (party != null) {
            text.add(party.address()).add(party.name()).add(party.mac());
        }
    }

    /** The token that stands for a state. */
    static String stateMark(int state) {
        return "state" + state;
    }

    /** The token that stands for a site, whatever characters its name has. */
    static String siteMark(String site) {
        return "site" + HexFormat.of().formatHex(site.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes an FTS5 expression of what somebody typed: every word must occur, as the beginning of a word. Each word becomes
     * a quoted string of letters, digits and spaces only, so nothing typed is ever read as syntax. Wanted states and sites
     * narrow it within the index if {@code narrowed}; counts of other states must not be.
     *
     * @return empty if nothing typed can be searched for
     */
    Optional<String> expression(AlertQuery query, boolean narrowed) {
        StringJoiner all = new StringJoiner(" AND ");
        int count = 0;
        String address = lettersAndDigits(cut(query.address(), limits.searchCharsMax()));
        if (!address.isEmpty()) {
            all.add("\"" + address + "\"");
        }
        for (String part : cut(query.text(), limits.searchCharsMax()).split("\\s+")) {
            String word = lettersAndDigits(part);
            if (!word.isEmpty() && count < limits.searchWordsMax()) {
                all.add("\"" + word + "\" *");
                count++;
            }
        }
        boolean nothing = all.length() == 0 || (count == 0 && !query.text().isBlank());
        return nothing ? Optional.empty() : Optional.of("words : (" + all + ")" + (narrowed ? marks(query) : ""));
    }

    private static String marks(AlertQuery query) {
        StringJoiner states = new StringJoiner(" OR ", " AND marks : (", ")").setEmptyValue("");
        query.states().forEach(state -> states.add(stateMark(state.ordinal())));
        StringJoiner sites = new StringJoiner(" OR ", " AND marks : (", ")").setEmptyValue("");
        query.sites().forEach(site -> sites.add(siteMark(site)));
        return states.toString() + sites;
    }

    /** Lower-case runs of letters and digits, one space between them. */
    static String lettersAndDigits(String text) {
        StringBuilder kept = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(point -> kept.appendCodePoint(Character.isLetterOrDigit(point) ? point : ' '));
        return kept.toString().strip().replaceAll(" +", " ");
    }

    private static String cut(String text, int charsMax) {
        return text.length() <= charsMax ? text : text.substring(0, charsMax);
    }
}
