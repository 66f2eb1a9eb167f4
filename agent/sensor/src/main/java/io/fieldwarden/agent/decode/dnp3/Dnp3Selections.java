package io.fieldwarden.agent.decode.dnp3;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was selected last, so that an operate that was not selected is noticed (4.4.4.3). */
final class Dnp3Selections {
    private static final int OBJECTS = 2;
    private static final byte[] NOTHING = new byte[0];

    private final Dnp3Facts facts;
    private final Dnp3Limits limits;
    private final Map<Integer, byte[]> selected = new LinkedHashMap<>();

    Dnp3Selections(Dnp3Facts facts, Dnp3Limits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    /** Forgets everything, where selections may have been missed. */
    void forget() {
        selected.clear();
    }

    /**
     * Looks at a request.
     *
     * @param seesAll whether a selection cannot have been missed
     */
    void request(Dnp3Exchange exchange, boolean seesAll, long atNanos) {
        int pair = (exchange.source() << 16) | exchange.destination();
        if (exchange.function() == Dnp3Function.SELECT) {
            if (selected.size() >= limits.associations() && !selected.containsKey(pair)) {
                selected.remove(selected.keySet().iterator().next());
            }
            selected.put(pair, Arrays.copyOf(exchange.request(), exchange.length()));
        } else if (exchange.function() == Dnp3Function.OPERATE) {
            byte[] before = selected.getOrDefault(pair, NOTHING);
            boolean same = Arrays.equals(
                    before,
                    Math.min(OBJECTS, before.length),
                    before.length,
                    exchange.request(),
                    OBJECTS,
                    exchange.length());
            if (seesAll && !same) {
                String found = "operate " + exchange.sequence() + " from " + exchange.source() + " to "
                        + exchange.destination();
                facts.anomaly(
                        Dnp3Anomaly.OPERATE_WITHOUT_SELECT, found + ", expected a select of the same objects", atNanos);
            }
        } else if (exchange.function() != Dnp3Function.AUTHENTICATE_REQ && !selected.isEmpty()) {
            selected.remove(pair);
        }
    }
}
