package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what objects say that are no points into attributes: times, delays, indications, applications, terminals. */
final class Dnp3Details {
    private final Dnp3Limits limits;
    private final Dnp3Headers headers = new Dnp3Headers();
    private final Dnp3Files files;
    private final Dnp3Authentication authentication;

    Dnp3Details(Dnp3Limits limits) {
        this.limits = limits;
        files = new Dnp3Files(limits);
        authentication = new Dnp3Authentication();
    }

    /** Reads all objects from {@code from} of a fragment with {@code function}. */
    void describe(byte[] fragment, int from, int to, int function, List<Attribute> attributes) {
        headers.over(fragment, from, to, function, limits.headers());
        for (int left = limits.commands(); left > 0 && headers.next(); left--) {
            if (headers.carries()) {
                header(attributes);
            }
        }
    }

    private void header(List<Attribute> attributes) {
        switch (headers.group()) {
            case Dnp3Objects.TIME -> times("time", attributes);
            case Dnp3Objects.COMMON_TIME -> times("common_time", attributes);
            case Dnp3Objects.DELAY -> delay(attributes);
            case Dnp3Objects.INDICATIONS -> indications(attributes);
            case Dnp3Objects.FILES -> {
                while (headers.nextItem()) {
                    files.describe(headers, attributes);
                }
            }
            case Dnp3Objects.APPLICATION -> text("application", attributes);
            case Dnp3Objects.VIRTUAL_TERMINAL, Dnp3Objects.VIRTUAL_TERMINAL_EVENT -> terminal(attributes);
            case Dnp3Objects.AUTHENTICATION -> {
                if (headers.nextItem()) {
                    authentication.describe(headers, attributes);
                }
            }
            default -> {
                // points have values, the others their name
            }
        }
    }

    private void times(String name, List<Attribute> attributes) {
        if (headers.nextItem() && headers.itemSize() >= 6) {
            long millis = Dnp3Values.u48(headers.bytes(), headers.itemAt());
            attributes.add(new Attribute(name, Instant.ofEpochMilli(millis).toString()));
        }
    }

    /** Variation 1 counts seconds, variation 2 milliseconds (A.25). */
    private void delay(List<Attribute> attributes) {
        if (headers.nextItem() && headers.itemSize() >= 2) {
            int delay = headers.bytes().u16le(headers.itemAt());
            attributes.add(
                    new Attribute("time_delay_ms", Integer.toString(headers.variation() == 1 ? delay * 1000 : delay)));
        }
    }

    private void indications(List<Attribute> attributes) {
        if (!headers.isPacked()) {
            return;
        }
        for (int place = 0; place < Math.min(headers.count(), 16); place++) {
            String name = Dnp3Function.Indications.ofIndex(headers.first() + place);
            attributes.add(new Attribute(name, Integer.toString(headers.packed(place))));
        }
    }

    private void text(String name, List<Attribute> attributes) {
        if (headers.nextItem()) {
            Window bytes = headers.bytes();
            String text = Dnp3Values.text(bytes, headers.itemAt(), headers.itemSize(), limits.textChars());
            attributes.add(new Attribute(name, text));
        }
    }

    /** Only how much: what is typed into a terminal may be a password. */
    private void terminal(List<Attribute> attributes) {
        int octets = 0;
        while (headers.nextItem()) {
            octets += headers.itemSize();
        }
        attributes.add(new Attribute("virtual_terminal_bytes", Integer.toString(octets)));
    }

    /** Why a response says that a file could not be dealt with, or a user not be trusted; null if it does not. */
    @Nullable
    Outcome refusal(byte[] reply, int from, int to) {
        headers.over(reply, from, to, Dnp3Function.RESPONSE, limits.headers());
        while (headers.next()) {
            boolean file = headers.group() == Dnp3Objects.FILES;
            boolean error = headers.group() == Dnp3Objects.AUTHENTICATION && headers.variation() == 7;
            if ((file || error) && headers.nextItem()) {
                int code = file ? Dnp3Files.status(headers) : Dnp3Authentication.error(headers);
                if (code > 0) {
                    String name = file ? Dnp3Files.statusName(code) : Dnp3Authentication.errorName(code);
                    return Outcome.refused(code, name);
                }
            }
        }
        return null;
    }
}
