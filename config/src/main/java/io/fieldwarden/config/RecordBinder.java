package io.fieldwarden.config;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Puts a tree of YAML nodes into a tree of records; every complaint names the place. */
final class RecordBinder {
    private final String file;
    private final ScalarReader scalars;

    RecordBinder(String file, Path directory) {
        this.file = file;
        this.scalars = new ScalarReader(directory);
    }

    /** Binds a mapping, or nothing at all, to a record. */
    Object bindRecord(@Nullable Node node, String path, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Node> given = node == null ? Map.of() : mapping(node, path);
        refuseUnknownKeys(given, path, components);
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int index = 0; index < components.length; index++) {
            types[index] = components[index].getType();
            values[index] = component(components[index], given, node, path);
        }
        return construct(type, types, values, node, path);
    }

    private @Nullable Object component(
            RecordComponent component, Map<String, Node> given, @Nullable Node parent, String path) {
        String key = Names.kebab(component.getName());
        String keyPath = path.isEmpty() ? key : path + "." + key;
        Node node = given.get(key);
        if (node != null && !isNull(node)) {
            return bind(node, keyPath, component.getAnnotatedType());
        }
        Default fallback = component.getAnnotation(Default.class);
        if (fallback != null) {
            return bind(defaultNode(fallback), keyPath, component.getAnnotatedType());
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        throw error(parent, keyPath, "is missing; expected " + scalars.expectation(component.getType()));
    }

    private static Node defaultNode(Default fallback) {
        return new Compose(LoadSettings.builder().build())
                .composeString(fallback.value().isEmpty() ? "''" : fallback.value())
                .orElseThrow();
    }

    private Object bind(Node node, String path, AnnotatedType annotated) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType parameterized) {
            return parameterized.getRawType() == List.class ? list(node, path, annotated) : map(node, path, annotated);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Section.class) {
            return new Section(this, node, path);
        }
        if (plain.isRecord() && !ScalarReader.isScalar(plain)) {
            return bindRecord(node, path, plain);
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw error(node, path, "expected " + scalars.expectation(plain) + ", found " + kind(node));
        }
        try {
            return scalars.read(scalar.getValue(), plain);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw error(node, path, String.valueOf(e.getMessage()));
        }
    }

    private List<Object> list(Node node, String path, AnnotatedType type) {
        if (!(node instanceof SequenceNode sequence)) {
            throw error(node, path, "expected a list, found " + kind(node));
        }
        List<Object> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(bind(item, path + "[" + items.size() + "]", argument(type, 0)));
        }
        return List.copyOf(items);
    }

    private Map<String, Object> map(Node node, String path, AnnotatedType type) {
        Map<String, Object> entries = new LinkedHashMap<>();
        mapping(node, path).forEach((key, value) -> entries.put(key, bind(value, path + "." + key, argument(type, 1))));
        return Collections.unmodifiableMap(entries);
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    private Map<String, Node> mapping(Node node, String path) {
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, path, "expected keys and values, found " + kind(node));
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw error(tuple.getKeyNode(), path, "expected a plain key, found " + kind(tuple.getKeyNode()));
            }
            if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
                throw error(key, path, "key \"" + key.getValue() + "\" is there twice");
            }
        }
        return entries;
    }

    private void refuseUnknownKeys(Map<String, Node> given, String path, RecordComponent[] components) {
        Set<String> known = Names.kebabKeys(components);
        given.forEach((key, node) -> {
            if (!known.contains(key)) {
                throw error(node, path, "unknown key \"" + key + "\"" + Names.suggestion(key, known));
            }
        });
    }

    private Object construct(
            Class<?> type, Class<?>[] types, @Nullable Object[] values, @Nullable Node node, String path) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw error(node, path, String.valueOf(refusal.getMessage()));
            }
            throw new IllegalStateException("constructor of " + type + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type + " cannot be made", e);
        }
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"));
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode mapping -> "a section with " + mapping.getValue().size() + " keys";
            case SequenceNode sequence -> "a list of " + sequence.getValue().size();
            case ScalarNode scalar -> "\"" + scalar.getValue() + "\"";
            default -> "something else";
        };
    }

    ConfigException error(@Nullable Node node, String path, String complaint) {
        String where = node == null
                ? ""
                : node.getStartMark()
                        .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                        .orElse("");
        return new ConfigException(file + where + ": " + (path.isEmpty() ? "" : path + ": ") + complaint);
    }
}
