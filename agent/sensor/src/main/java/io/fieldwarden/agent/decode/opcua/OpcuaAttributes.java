package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaStatus;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTexts;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTypes;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** A decoded structure as attributes of an operation, in the order of the wire. */
final class OpcuaAttributes {
    private final int most;
    private List<Attribute> told = new ArrayList<>();

    OpcuaAttributes(int most) {
        this.most = most;
    }

    /** Begins with those of a request. */
    OpcuaAttributes after(List<Attribute> first) {
        told = new ArrayList<>(first);
        return this;
    }

    List<Attribute> told() {
        return told;
    }

    /** Adds one if it says something. */
    OpcuaAttributes add(String name, String value) {
        if (!value.isEmpty() && told.size() < most) {
            told.add(new Attribute(name, value));
        }
        return this;
    }

    /** The fields of a message or of a structure inside it. */
    OpcuaAttributes all(OpcuaDatum.Structure structure) {
        List<OpcuaDatum> fields = structure.fields();
        for (int index = 0; index < fields.size(); index++) {
            OpcuaTypes.Field field = structure.type().fields().get(index);
            switch (fields.get(index)) {
                case OpcuaDatum.Structure inner -> {
                    if (field.kind() == OpcuaTypes.Kind.EXTENSIONOBJECT) {
                        add(field.attribute(), inner.type().name());
                    }
                    all(inner);
                }
                case OpcuaDatum.Many many -> array(field.attribute(), many);
                case OpcuaDatum datum -> add(field.attribute(), datum.text());
            }
        }
        return this;
    }

    private void array(String name, OpcuaDatum.Many many) {
        boolean structures = false;
        boolean allGood = true;
        for (OpcuaDatum item : many.items()) {
            if (item instanceof OpcuaDatum.Structure structure) {
                structures = true;
                item(name, structure);
            }
            allGood &= isGood(item);
        }
        if (!structures && !allGood) {
            add(name, results(many));
        }
    }

    /** Whether it is a result that is not worth a word: the standard's "nothing went wrong". */
    private static boolean isGood(OpcuaDatum item) {
        return switch (item) {
            case OpcuaDatum.Status status -> status.code() == OpcuaStatus.GOOD;
            case OpcuaDatum.Sample sample -> sample.status() == OpcuaStatus.GOOD;
            case OpcuaDatum.Text text -> text.text().isEmpty();
            default -> false;
        };
    }

    /** Values are told as values: of them only the status stands here. */
    private static String results(OpcuaDatum.Many many) {
        List<OpcuaDatum> shown = new ArrayList<>(many.items().size());
        for (OpcuaDatum item : many.items()) {
            shown.add(item instanceof OpcuaDatum.Sample sample ? new OpcuaDatum.Status(sample.status()) : item);
        }
        return new OpcuaDatum.Many(shown, many.count()).text();
    }

    /** An element: its plain fields as one attribute, the structures in its arrays as one each after it. */
    private void item(String name, OpcuaDatum.Structure structure) {
        List<OpcuaDatum> plain = new ArrayList<>(structure.fields().size());
        for (OpcuaDatum field : structure.fields()) {
            boolean nested = field instanceof OpcuaDatum.Many many
                    && !many.items().isEmpty()
                    && many.items().getFirst() instanceof OpcuaDatum.Structure;
            plain.add(nested ? OpcuaTexts.NOTHING : field);
        }
        add(name, new OpcuaDatum.Structure(structure.type(), plain).text());
        for (int index = 0; index < plain.size(); index++) {
            if (structure.fields().get(index) instanceof OpcuaDatum.Many many
                    && !plain.get(index).equals(many)) {
                array(structure.type().fields().get(index).attribute(), many);
            }
        }
    }
}
