package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTexts;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who applications say they are, told once; remembers a bounded number of assets for all connections of a lane. */
final class OpcuaIdentities {
    /** Nodes of namespace 0 that say who the server is (OPC 10000-5 6.3, 12.4), and the fact each is. */
    private static final Map<String, String> NODES = Map.of(
            "i=2254", "server_array",
            "i=2255", "namespace_array",
            "i=2261", "product",
            "i=2262", "product_uri",
            "i=2263", "vendor",
            "i=2264", "firmware",
            "i=2265", "build",
            "i=2266", "build_date");

    private final Map<Asset, Map<String, String>> known;

    OpcuaIdentities(int most) {
        known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Asset, Map<String, String>> eldest) {
                return size() > most;
            }
        };
    }

    /** An application that describes itself (OPC 10000-4 7.2). */
    void application(OpcuaDatum.Structure description, OpcuaFacts facts, Direction side, long atNanos) {
        List<Attribute> told = new ArrayList<>();
        add(told, "name", description.text("ApplicationName"));
        add(told, "application_uri", description.text("ApplicationUri"));
        add(told, "product_uri", description.text("ProductUri"));
        add(told, "application_type", description.text("ApplicationType"));
        tell(told, facts, side, atNanos);
    }

    /** A server that registers itself (OPC 10000-4 7.32). */
    void registered(OpcuaDatum.Structure server, OpcuaFacts facts, Direction side, long atNanos) {
        List<Attribute> told = new ArrayList<>();
        List<OpcuaDatum> names = server.items("ServerNames");
        add(told, "name", names.isEmpty() ? "" : names.getFirst().text());
        add(told, "application_uri", server.text("ServerUri"));
        add(told, "product_uri", server.text("ProductUri"));
        add(told, "application_type", server.text("ServerType"));
        tell(told, facts, side, atNanos);
    }

    /** A value of a node, if it is one that says who the server is. */
    void value(String node, OpcuaDatum value, OpcuaFacts facts, Direction side, long atNanos) {
        String fact = NODES.get(node);
        List<Attribute> told = new ArrayList<>(0);
        if (fact != null) {
            add(told, fact, value.text());
        } else if (value instanceof OpcuaDatum.Structure structure) {
            OpcuaDatum build = structure.type().name().equals("BuildInfo") ? structure : structure.field("BuildInfo");
            if (build instanceof OpcuaDatum.Structure info) {
                add(told, "vendor", info.text("ManufacturerName"));
                add(told, "product", info.text("ProductName"));
                add(told, "product_uri", info.text("ProductUri"));
                add(told, "firmware", info.text("SoftwareVersion"));
                add(told, "build", info.text("BuildNumber"));
                add(told, "build_date", info.text("BuildDate"));
            }
        }
        tell(told, facts, side, atNanos);
    }

    /** Whose certificate it is. */
    void certificate(String subject, String thumbprint, OpcuaFacts facts, Direction side, long atNanos) {
        List<Attribute> told = new ArrayList<>();
        add(told, "certificate_subject", subject);
        add(told, "certificate_thumbprint", thumbprint);
        tell(told, facts, side, atNanos);
    }

    private static void add(List<Attribute> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Attribute(name, OpcuaTexts.bounded(value)));
        }
    }

    private void tell(List<Attribute> told, OpcuaFacts facts, Direction side, long atNanos) {
        if (told.isEmpty()) {
            return;
        }
        Map<String, String> before = known.computeIfAbsent(facts.asset(side), asset -> new LinkedHashMap<>());
        boolean isNew = false;
        for (Attribute fact : told) {
            isNew |= !fact.value().equals(before.put(fact.name(), fact.value()));
        }
        if (isNew) {
            facts.identity(side, told, atNanos);
        }
    }
}
