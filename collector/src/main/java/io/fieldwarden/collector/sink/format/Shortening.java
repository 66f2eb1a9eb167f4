package io.fieldwarden.collector.sink.format;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Detail;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Sighting;
import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.sink.Utf8;
import io.fieldwarden.collector.store.AlertStore.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an alert can do without when a receiver takes only short messages, the dearest last. Who, what, when and where stay. */
enum Shortening {
    NOTHING {
        @Override
        Alert apply(Alert alert) {
            return alert;
        }
    },
    WITHOUT_ADVICE {
        @Override
        Alert apply(Alert alert) {
            return cut(alert, MANY, TEXT, List.of());
        }
    },
    FEW_VALUES {
        @Override
        Alert apply(Alert alert) {
            return cut(alert, FEW, SENTENCE, List.of());
        }
    },
    BARE {
        @Override
        Alert apply(Alert alert) {
            return cut(alert, 0, WORDS, List.of());
        }
    };

    private static final int MANY = 64;
    private static final int FEW = 4;
    private static final int TEXT = 1024;
    private static final int SENTENCE = 160;
    private static final int WORDS = 48;

    abstract Alert apply(Alert alert);

    /** Writes {@code change} with as little left out as makes it fit. */
    static String fit(Format format, Change change, int bytesMax) {
        String text = "";
        for (Shortening step : values()) {
            text = format.text(step.apply(change));
            if (Utf8.length(text) <= bytesMax) {
                return text;
            }
        }
        return text;
    }

    Change apply(Change change) {
        return this == NOTHING
                ? change
                : new Change(
                        change.sequence(),
                        change.kind(),
                        apply(change.alert()),
                        change.state(),
                        Utf8.cut(change.by(), WORDS),
                        Utf8.cut(change.reason(), TEXT / (ordinal() * ordinal())),
                        change.at());
    }

    private static Alert cut(Alert alert, int entries, int chars, List<String> advice) {
        OperationFact operation = alert.operation();
        return new Alert(
                alert.id(),
                alert.revision(),
                Utf8.cut(alert.type(), WORDS),
                Utf8.cut(alert.title(), chars),
                alert.severity(),
                alert.confidence(),
                alert.firstSeen(),
                alert.lastSeen(),
                alert.count(),
                alert.agent(),
                alert.site(),
                cut(alert.originator(), chars),
                cut(alert.responder(), chars),
                Utf8.cut(alert.protocol(), WORDS),
                operation == null ? null : cut(operation, entries, chars),
                new Expectation(
                        Utf8.cut(alert.expected().summary(), chars),
                        cut(alert.expected().values(), entries, chars),
                        alert.expected().samples(),
                        alert.expected().since()),
                new Sighting(
                        Utf8.cut(alert.seen().summary(), chars),
                        cut(alert.seen().values(), entries, chars)),
                alert.techniques().stream().limit(Math.max(FEW, entries)).toList(),
                Utf8.cut(alert.meaning(), chars),
                advice,
                Utf8.cut(alert.key(), chars),
                null);
    }

    private static OperationFact cut(OperationFact operation, int entries, int chars) {
        List<Detail> details = operation.details().stream()
                .limit(entries)
                .map(detail -> new Detail(Utf8.cut(detail.name(), chars), Utf8.cut(detail.value(), chars)))
                .toList();
        return new OperationFact(
                Utf8.cut(operation.name(), chars),
                Utf8.cut(operation.access(), WORDS),
                Utf8.cut(operation.target(), chars),
                Utf8.cut(operation.outcome(), chars),
                details);
    }

    private static @Nullable Party cut(@Nullable Party party, int chars) {
        return party == null
                ? null
                : new Party(party.address(), party.port(), party.mac(), Utf8.cut(party.name(), chars));
    }

    private static List<String> cut(List<String> values, int entries, int chars) {
        return values.stream()
                .limit(entries)
                .map(value -> Utf8.cut(value, chars))
                .toList();
    }
}
