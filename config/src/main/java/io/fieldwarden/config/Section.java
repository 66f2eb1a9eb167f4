package io.fieldwarden.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A section whose keys depend on one of them, for instance on {@code type}: read that key first, then bind the section to
 * the record of what it names. Complaints still say file, line, column and key.
 */
public final class Section {
    private final RecordBinder binder;
    private final Node node;
    private final String path;

    Section(RecordBinder binder, Node node, String path) {
        this.binder = binder;
        this.node = node;
        this.path = path;
    }

    /**
     * Reads one text of this section, before it is bound.
     *
     * @throws ConfigException if it is missing or not a text
     */
    public String text(String key) {
        if (find(key) instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw refusal(key, "is missing; expected a text");
    }

    /**
     * Binds the whole section.
     *
     * @throws ConfigException if it cannot be used
     */
    public <R extends Record> R bind(Class<R> type) {
        return type.cast(binder.bindRecord(node, path, type));
    }

    /** Makes the complaint about the value of {@code key}, to be thrown. */
    public ConfigException refusal(String key, String complaint) {
        Node value = find(key);
        return binder.error(value == null ? node : value, path + "." + key, complaint);
    }

    private @Nullable Node find(String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)) {
                    return tuple.getValueNode();
                }
            }
        }
        return null;
    }
}
