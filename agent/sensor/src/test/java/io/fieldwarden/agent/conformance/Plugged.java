package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** What is installed, in the agent's order. */
final class Plugged {
    private Plugged() {}

    static <T> List<T> of(Class<T> service) {
        List<T> found = new ArrayList<>();
        ServiceLoader.load(service).forEach(found::add);
        found.sort(Comparator.comparing(Plugged::name));
        return found;
    }

    private static String name(Object plugIn) {
        return switch (plugIn) {
            case ProtocolDecoder decoder -> decoder.protocol();
            case PayloadDecoder decoder -> decoder.format();
            default -> plugIn.getClass().getName();
        };
    }
}
