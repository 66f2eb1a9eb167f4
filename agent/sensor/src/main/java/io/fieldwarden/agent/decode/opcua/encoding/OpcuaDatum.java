package io.fieldwarden.agent.decode.opcua.encoding;

import io.fieldwarden.agent.observation.Values;
import java.util.List;

/** A decoded field. */
public sealed interface OpcuaDatum {
    /** As a person would write it. */
    String text();

    /** A text, an identifier, a name, a time. */
    record Text(String text) implements OpcuaDatum {}

    /** A whole number of at most 64 bits, signed. */
    record Whole(long number) implements OpcuaDatum {
        private static final Whole[] SMALL = new Whole[256];

        static {
            for (int number = 0; number < SMALL.length; number++) {
                SMALL[number] = new Whole(number);
            }
        }

        public static Whole of(long number) {
            return number >= 0 && number < SMALL.length ? SMALL[(int) number] : new Whole(number);
        }

        @Override
        public String text() {
            return Long.toString(number);
        }
    }

    /** A floating-point number; {@code single} if the wire had 32 bits, so that it is written as short as it was meant. */
    record Real(double number, boolean single) implements OpcuaDatum {
        @Override
        public String text() {
            return single ? Float.toString((float) number) : Double.toString(number);
        }
    }

    /** A Boolean. */
    record Truth(boolean truth) implements OpcuaDatum {
        public static final Truth TRUE = new Truth(true);
        public static final Truth FALSE = new Truth(false);

        @Override
        public String text() {
            return Boolean.toString(truth);
        }
    }

    /** A status code. */
    record Status(int code) implements OpcuaDatum {
        public static final Status GOOD = new Status(OpcuaStatus.GOOD);

        @Override
        public String text() {
            return OpcuaStatus.name(code);
        }
    }

    /**
     * An array.
     *
     * @param items as many as are kept
     * @param count how many the wire had
     */
    record Many(List<OpcuaDatum> items, int count) implements OpcuaDatum {
        public static final Many NONE = new Many(List.of(), 0);

        @Override
        public String text() {
            return OpcuaTexts.list(this);
        }
    }

    /** A value with its status; {@link OpcuaTexts#NOTHING} as value if there was none. */
    record Sample(OpcuaDatum value, int status) implements OpcuaDatum {
        @Override
        public String text() {
            return status == OpcuaStatus.GOOD ? value.text() : value.text() + " (" + OpcuaStatus.name(status) + ")";
        }
    }

    /** A structure. */
    record Structure(OpcuaTypes.Type type, List<OpcuaDatum> fields) implements OpcuaDatum {
        /** The field of that name; {@link OpcuaTexts#NOTHING} if the structure has none. */
        public OpcuaDatum field(String name) {
            int index = type.index(name);
            return index < 0 || index >= fields.size() ? OpcuaTexts.NOTHING : fields.get(index);
        }

        public long number(String name) {
            return field(name) instanceof Whole whole ? whole.number() : 0;
        }

        public List<OpcuaDatum> items(String name) {
            return field(name) instanceof Many many ? many.items() : List.of();
        }

        public String text(String name) {
            return field(name).text();
        }

        @Override
        public String text() {
            return OpcuaTexts.structure(this);
        }
    }

    /** In the form observations carry, at most {@code most} of an array; whole numbers beyond 2^53 become texts. */
    default Values values(int most) {
        return switch (this) {
            case Whole whole
            when Math.abs(whole.number()) <= 1L << 53 -> new Values.Numbers(new double[] {whole.number()});
            case Real real -> new Values.Numbers(new double[] {real.number()});
            case Truth truth -> new Values.Bits(new byte[] {(byte) (truth.truth() ? 1 : 0)}, 1);
            case Sample sample -> sample.value().values(most);
            case Many many when !many.items().isEmpty() -> OpcuaTexts.array(many, most);
            default -> new Values.Texts(new String[] {OpcuaTexts.bounded(text())});
        };
    }
}
