package io.fieldwarden.agent.contract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses a record that was read with a field missing: a reader leaves null where JSON says nothing. */
final class Completeness {
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return List.of(type.getRecordComponents()).stream().map(Field::of).toList();
        }
    };

    private Completeness() {}

    /**
     * Checks {@code read} and every record in it.
     *
     * @throws IllegalArgumentException naming the first field that is missing
     */
    static void require(Record read) {
        for (Field field : FIELDS.get(read.getClass())) {
            Object value = field.get(read);
            if (value == null && !field.optional()) {
                throw new IllegalArgumentException(
                        read.getClass().getSimpleName() + " without \"" + field.name() + "\"");
            }
            requireInside(value);
        }
    }

    private static void requireInside(@Nullable Object value) {
        if (value instanceof Record inner) {
            require(inner);
        } else if (value instanceof List<?> list) {
            list.forEach(Completeness::requireInside);
        }
    }

    private record Field(String name, boolean optional, MethodHandle accessor) {
        static Field of(RecordComponent component) {
            try {
                return new Field(
                        component.getName(),
                        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                        MethodHandles.lookup().unreflect(component.getAccessor()));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("a contract record must be public: " + component, e);
            }
        }

        @Nullable
        Object get(Record from) {
            try {
                return accessor.invoke(from);
            } catch (Throwable e) {
                throw new IllegalStateException("accessor of " + name + " failed", e);
            }
        }
    }
}
