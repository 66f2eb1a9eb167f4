package io.fieldwarden.agent.contract.catalogue;

import io.avaje.jsonb.Json;
import io.fieldwarden.agent.contract.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every type of alert the product knows, whether a detector raises it yet or not.
 *
 * @param attackIcsVersion version of ATT&amp;CK for ICS the techniques are named after
 * @param engines the families, in the order they are shown
 * @param alerts the types, in the order they are shown; ids are unique
 */
@Json
public record AlertCatalogue(String attackIcsVersion, List<AlertEngine> engines, List<AlertType> alerts) {
    private static final String RESOURCE = "alert-catalogue.json";

    public AlertCatalogue {
        engines = List.copyOf(engines);
        alerts = List.copyOf(alerts);
        Set<String> ids = new HashSet<>();
        for (AlertType type : alerts) {
            if (!ids.add(type.id())) {
                throw new IllegalArgumentException("alert type " + type.id() + " stands twice in the catalogue");
            }
        }
    }

    /** Reads the catalogue the product ships with. */
    public static AlertCatalogue load() {
        try (InputStream in = AlertCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the installation");
            }
            return ContractJson.read(in.readAllBytes(), AlertCatalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type of that id. */
    public Optional<AlertType> find(String id) {
        return alerts.stream().filter(type -> type.id().equals(id)).findFirst();
    }
}
