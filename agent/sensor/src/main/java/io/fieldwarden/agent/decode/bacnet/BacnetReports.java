package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.bacnet.BacnetMessage.Part;
import io.fieldwarden.agent.decode.bacnet.BacnetProperties.Standing;
import io.fieldwarden.agent.decode.bacnet.BacnetRequest.Written;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What devices tell: values read or reported, and who they are. */
final class BacnetReports {
    private static final int DEVICE = 8;
    private static final int READ_VALUE = 2;

    private final BacnetFacts facts;
    private final BacnetLimits limits;
    private final BacnetProperties properties;
    private final BacnetLists lists;

    BacnetReports(BacnetFacts facts, BacnetProperties properties) {
        this.facts = facts;
        this.limits = facts.limits();
        this.properties = properties;
        lists = new BacnetLists(limits.depthMax());
    }

    /** Values and identity that a request carries itself: I-Am, I-Have, changes of value. */
    void request(BacnetMessage message, BacnetService service, Part part) {
        switch (service) {
            case I_AM -> iAm(message, part);
            case I_HAVE -> iHave(message, part);
            case WHO_AM_I -> whoAmI(message, part);
            case CONFIRMED_COV_NOTIFICATION, UNCONFIRMED_COV_NOTIFICATION -> changes(message, part, false);
            case CONFIRMED_COV_NOTIFICATION_MULTIPLE, UNCONFIRMED_COV_NOTIFICATION_MULTIPLE ->
                changes(message, part, true);
            default -> {}
        }
    }

    private void iAm(BacnetMessage message, Part part) {
        Window bytes = part.bytes();
        BacnetTag tag = new BacnetTag();
        List<Attribute> told = new ArrayList<>();
        for (int at = part.from(); tag.read(bytes, at, part.to()); at = tag.next) {
            if (tag.isA(BacnetTag.OBJECT) && tag.length == 4) {
                told.add(new Attribute("device", BacnetNames.object(bytes.u32(tag.content))));
            } else if (tag.isA(BacnetTag.ENUMERATED) && told.size() == 1) {
                told.add(new Attribute(
                        "segmentation", BacnetNames.of(BacnetNames.Kind.SEGMENTATION, tag.unsigned(bytes))));
            } else if (tag.isA(BacnetTag.UNSIGNED) && told.size() == 2) {
                vendor(tag.unsigned(bytes), told);
                break;
            }
        }
        facts.identity(message, told);
    }

    private static void vendor(long number, List<Attribute> told) {
        String name = BacnetNames.known(BacnetNames.Kind.VENDOR, number);
        if (name != null) {
            told.add(new Attribute("vendor", name));
        }
        told.add(new Attribute("vendor_id", Long.toString(number)));
    }

    /** Device, object and its name; of these only a device's own name says who it is. */
    private void iHave(BacnetMessage message, Part part) {
        Window bytes = part.bytes();
        BacnetTag tag = new BacnetTag();
        List<Attribute> told = new ArrayList<>();
        long device = -1;
        long object = -1;
        for (int at = part.from(); tag.read(bytes, at, part.to()); at = tag.next) {
            if (tag.isA(BacnetTag.OBJECT) && tag.length == 4 && device < 0) {
                device = bytes.u32(tag.content);
                told.add(new Attribute("device", BacnetNames.object(device)));
            } else if (tag.isA(BacnetTag.OBJECT) && tag.length == 4) {
                object = bytes.u32(tag.content);
            } else if (tag.isA(BacnetTag.TEXT) && device == object) {
                told.add(new Attribute("name", BacnetText.text(bytes, tag, limits.textChars())));
            }
        }
        facts.identity(message, told);
    }

    private void whoAmI(BacnetMessage message, Part part) {
        Window bytes = part.bytes();
        BacnetTag tag = new BacnetTag();
        List<Attribute> told = new ArrayList<>();
        boolean model = true;
        for (int at = part.from(); tag.read(bytes, at, part.to()); at = tag.next) {
            if (tag.isA(BacnetTag.UNSIGNED)) {
                vendor(tag.unsigned(bytes), told);
            } else if (tag.isA(BacnetTag.TEXT)) {
                told.add(new Attribute(model ? "model" : "serial", BacnetText.text(bytes, tag, limits.textChars())));
                model = false;
            }
        }
        facts.identity(message, told);
    }

    /** Changes of value of the object in parameter 2, or of many (13.14, 13.17). */
    private void changes(BacnetMessage message, Part part, boolean many) {
        Window bytes = part.bytes();
        BacnetTag tag = new BacnetTag();
        long object = -1;
        int at = part.from();
        while (tag.read(bytes, at, part.to())) {
            at = tag.next;
            if (tag.is(2) && tag.length == 4 && !many) {
                object = bytes.u32(tag.content);
            } else if (tag.opening) {
                int close = BacnetTag.closing(bytes, tag.next, part.to(), limits.depthMax());
                if (close < 0) {
                    return;
                }
                if (tag.number == 4 && many) {
                    lists.objects(
                            bytes,
                            tag.next,
                            close,
                            (one, from, to) -> values(message, one, new Part(bytes, from, to), null));
                } else if (tag.number == 4 && object >= 0) {
                    values(message, object, new Part(bytes, tag.next, close), null);
                }
                at = BacnetLists.after(bytes, close, part.to());
            }
        }
    }

    /**
     * Values of an answer to read property multiple.
     *
     * @param errors takes an attribute for every property that could not be read
     */
    boolean readMultiple(BacnetMessage message, Part part, List<Attribute> errors) {
        Window bytes = part.bytes();
        return lists.objects(
                bytes,
                part.from(),
                part.to(),
                (object, from, to) -> values(message, object, new Part(bytes, from, to), errors));
    }

    private void values(BacnetMessage message, long object, Part part, @Nullable List<Attribute> errors) {
        Window bytes = part.bytes();
        Way way = errors == null ? Way.REPORTED : Way.READ;
        int first = errors == null ? 0 : READ_VALUE;
        String owner = facts.owner(message, true);
        Standing standing = properties.standing(part, first);
        List<Attribute> told = new ArrayList<>();
        lists.properties(bytes, part.from(), part.to(), first, entry -> {
            if (entry.from < 0) {
                return;
            }
            String name = properties.name(owner, object, entry.property);
            if (entry.error) {
                if (errors != null && errors.size() < limits.propertiesMax()) {
                    errors.add(new Attribute(
                            "property_error",
                            BacnetProperties.point(name, entry.index) + "="
                                    + BacnetReplies.error(bytes, entry.from, entry.to)
                                            .name()));
                }
                return;
            }
            Written value = properties.value(name, entry.index, bytes, entry.from, entry.to);
            if (value != null) {
                facts.value(
                        way,
                        value,
                        standing.qualityOf(entry.property),
                        standing.unitOf(entry.property),
                        message.atNanos);
                identity(object, entry.property, value, told);
            }
        });
        facts.identity(message, told);
    }

    /** The value of an answer to read property. */
    void read(BacnetMessage message, BacnetParameters parameters, Window bytes) {
        String owner = facts.owner(message, true);
        int property = (int) parameters.property;
        String name = properties.name(owner, parameters.object, property);
        Written value = properties.value(name, parameters.index, bytes, parameters.from, parameters.to);
        if (value == null) {
            return;
        }
        facts.value(Way.READ, value, message.atNanos);
        if (parameters.object >>> 22 == DEVICE) {
            List<Attribute> told = new ArrayList<>();
            identity(parameters.object, property, value, told);
            facts.identity(message, told);
        }
    }

    /** Properties of a device object that say who it is (12.11). */
    private static void identity(long object, int property, Written value, List<Attribute> told) {
        if (object >>> 22 != DEVICE || value.values().size() != 1) {
            return;
        }
        String fact = switch (property) {
            case 121 -> "vendor";
            case 70 -> "model";
            case 44 -> "firmware";
            case 12 -> "software";
            case 77 -> "name";
            case 372 -> "serial";
            case 58 -> "location";
            case 28 -> "description";
            case 507 -> "device_uuid";
            case 120 -> "vendor_id";
            default -> "";
        };
        if (!fact.isEmpty()) {
            if (told.isEmpty()) {
                told.add(new Attribute("device", BacnetNames.object(object)));
            }
            told.add(new Attribute(fact, value.values().text(0)));
        }
    }
}
