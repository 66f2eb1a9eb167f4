package io.fieldwarden.agent.decode.mms;

import static io.fieldwarden.agent.decode.mms.MmsService.*;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;

/** Reads confirmed service requests (ISO 9506-2, ConfirmedServiceRequest). */
final class MmsRequests {
    private static final int NAMES_TOLD = 64;
    private static final int VALUES_TOLD = 16;

    private static final String[] OBJECT_CLASSES = {
        "named_variable",
        "scattered_access",
        "named_variable_list",
        "named_type",
        "semaphore",
        "event_condition",
        "event_action",
        "event_enrollment",
        "journal",
        "domain",
        "program_invocation",
        "operator_station",
        "data_exchange",
        "access_control_list"
    };

    private final MmsLimits limits;
    private final MmsData data;

    MmsRequests(MmsLimits limits) {
        this.limits = limits;
        this.data = new MmsData(limits);
    }

    /** Whether data lay too deep since this was last asked. */
    boolean wasTooDeep() {
        return data.wasTooDeep();
    }

    /** Reads the request whose element {@code service} stands at. */
    MmsRequest read(Window bytes, Ber service, long invoke) {
        int number = service.number();
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("invoke_id", Long.toString(invoke)));
        List<String> names = new ArrayList<>();
        List<MmsData.Leaf> written = new ArrayList<>();
        int variables = -1;
        switch (number) {
            case READ -> variables = readNames(bytes, service, names);
            case WRITE -> variables = write(bytes, service, names, written);
            case GET_NAME_LIST -> nameList(service, attributes);
            case GET_VARIABLE_ACCESS_ATTRIBUTES -> {
                Ber choice = new Ber().into(service);
                if (choice.next() && choice.tag() == 0xA0) {
                    names.add(MmsNames.object(bytes, choice.start(), choice.end()));
                }
            }
            case GET_NAMED_VARIABLE_LIST_ATTRIBUTES ->
                names.add(MmsNames.object(bytes, service.start(), service.end()));
            case DEFINE_NAMED_VARIABLE_LIST, DELETE_NAMED_VARIABLE_LIST -> listName(bytes, service, names);
            case OBTAIN_FILE, FILE_OPEN, FILE_RENAME, FILE_DELETE, FILE_DIRECTORY -> files(service, attributes);
            default -> subject(number, service, attributes);
        }
        Access access = named(number, names, attributes);
        values(written, attributes);
        Points points = names.size() == 1 && !names.getFirst().isEmpty() ? Points.named(names.getFirst()) : null;
        Operation operation = new Operation(
                MmsDecoder.PROTOCOL, number, MmsService.name(number), access, domain(names), points, attributes);
        return new MmsRequest(number, operation, names, written, variables);
    }

    /** The domain all names share, which in IEC 61850 is a logical device. */
    private static String domain(List<String> names) {
        String domain = "";
        for (String name : names) {
            int slash = name.indexOf('/');
            String found = slash < 0 ? "" : name.substring(0, slash);
            if (found.isEmpty() || (!domain.isEmpty() && !domain.equals(found))) {
                return "";
            }
            domain = found;
        }
        return domain;
    }

    /** Says the names, what IEC 61850 makes of them, and what the request thereby does. */
    private static Access named(int number, List<String> names, List<Attribute> attributes) {
        Access access = access(number);
        if (names.size() > 1) {
            attributes.add(new Attribute("variable_count", Integer.toString(names.size())));
        }
        for (int index = 0; index < Math.min(names.size(), NAMES_TOLD) && names.size() > 1; index++) {
            attributes.add(new Attribute("variable", names.get(index)));
        }
        for (String name : names) {
            if (number == WRITE && access != Access.EXECUTE) {
                Access written = MmsNames.written(name);
                access = written == Access.WRITE ? access : written;
            }
        }
        if (!names.isEmpty()) {
            String constraint = MmsNames.constraint(names.getFirst());
            if (!constraint.isEmpty()) {
                attributes.add(new Attribute("functional_constraint", constraint));
            }
            String control = MmsNames.control(names.getFirst());
            if (!control.isEmpty()) {
                attributes.add(new Attribute("control", control));
            }
            // a read of SBO selects the object (IEC 61850-8-1, clause 20.4)
            access = number == READ && control.equals("select") ? Access.EXECUTE : access;
        }
        return access;
    }

    private static void values(List<MmsData.Leaf> written, List<Attribute> attributes) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < Math.min(written.size(), VALUES_TOLD); index++) {
            text.append(index == 0 ? "" : ",").append(written.get(index).value().text(0));
        }
        if (written.size() > VALUES_TOLD) {
            text.append(",…");
        }
        if (!written.isEmpty()) {
            attributes.add(new Attribute("values", text.substring(0, Math.min(text.length(), 512))));
        }
    }

    private int readNames(Window bytes, Ber service, List<String> names) {
        Ber part = new Ber().into(service);
        while (part.next()) {
            if (part.tag() == 0xA1) {
                Ber specification = new Ber().into(part);
                if (specification.next()) {
                    MmsNames.variables(bytes, specification, names, limits.variables());
                    return specification.tag() == 0xA0 ? count(specification) : -1;
                }
            }
        }
        return -1;
    }

    private int write(Window bytes, Ber service, List<String> names, List<MmsData.Leaf> written) {
        Ber part = new Ber().into(service);
        if (!part.next()) {
            return -1;
        }
        MmsNames.variables(bytes, part, names, limits.variables());
        boolean list = part.tag() == 0xA1;
        if (!part.next() || part.tag() != 0xA0) {
            return -1;
        }
        int variables = count(part);
        Ber each = new Ber().into(part);
        for (int index = 0; each.next() && index < limits.variables(); index++) {
            String name = list ? names.getFirst() + "/" + (index + 1) : index < names.size() ? names.get(index) : "";
            if (!name.isEmpty()) {
                data.leaves(bytes, each, name, written);
            }
        }
        return variables;
    }

    private static int count(Ber list) {
        Ber each = new Ber().into(list);
        int count = 0;
        while (each.next()) {
            count++;
        }
        return count;
    }

    /** The list's own name first, or among the names of lists to delete; then its variables. */
    private void listName(Window bytes, Ber service, List<String> names) {
        Ber part = new Ber().into(service);
        if (service.number() == DEFINE_NAMED_VARIABLE_LIST) {
            if (part.next()) {
                names.add(MmsNames.object(bytes, service.start(), part.end()));
            }
            return;
        }
        while (part.next()) {
            if (part.tag() == 0xA1) {
                Ber each = new Ber().into(part);
                int at = part.start();
                while (each.next() && names.size() < limits.variables()) {
                    names.add(MmsNames.object(bytes, at, each.end()));
                    at = each.end();
                }
            }
        }
    }

    private static void nameList(Ber service, List<Attribute> attributes) {
        Ber part = new Ber().into(service);
        while (part.next()) {
            Ber inner = new Ber();
            if (part.tag() == 0xA0 && inner.into(part).next()) {
                long kind = inner.unsigned();
                boolean basic = inner.tag() == 0x80 && kind >= 0 && kind < OBJECT_CLASSES.length;
                attributes.add(new Attribute("object_class", basic ? OBJECT_CLASSES[(int) kind] : Long.toString(kind)));
            } else if (part.tag() == 0xA1 && inner.into(part).next()) {
                String scope = inner.tag() == 0x81 ? MmsNames.text(inner) : inner.tag() == 0x82 ? "association" : "vmd";
                attributes.add(new Attribute("object_scope", scope));
            } else if (part.tag() == 0x82) {
                attributes.add(new Attribute("continue_after", MmsNames.text(part)));
            }
        }
    }

    /** File names, in the order they stand in: each a sequence of graphic strings. */
    private static void files(Ber service, List<Attribute> attributes) {
        int number = service.number();
        if (number == FILE_DELETE) {
            file(service, "file_name", attributes);
            return;
        }
        Ber part = new Ber().into(service);
        while (part.next()) {
            String name = switch (number << 8 | part.tag()) {
                case FILE_OPEN << 8 | 0xA0 -> "file_name";
                case FILE_RENAME << 8 | 0xA0 -> "current_file_name";
                case FILE_RENAME << 8 | 0xA1 -> "new_file_name";
                case FILE_DIRECTORY << 8 | 0xA0 -> "file_specification";
                case FILE_DIRECTORY << 8 | 0xA1 -> "continue_after";
                case OBTAIN_FILE << 8 | 0xA1 -> "source_file";
                case OBTAIN_FILE << 8 | 0xA2 -> "destination_file";
                default -> "";
            };
            if (!name.isEmpty()) {
                file(part, name, attributes);
            }
        }
    }

    private static void file(Ber sequence, String name, List<Attribute> attributes) {
        Ber text = new Ber().into(sequence);
        if (text.next()) {
            // some devices wrap the name in one more sequence
            Ber found = text.tag() == 0x30 ? new Ber().into(text) : text;
            if (found == text || found.next()) {
                attributes.add(new Attribute(name, MmsNames.printable(found.text(255))));
            }
        }
    }

    /** What a service of domains, programs or semaphores is about: a name of its own, or its first field. */
    private static void subject(int number, Ber service, List<Attribute> attributes) {
        if (!service.constructed()) {
            if (number == 30 || number == 31 || number == FILE_READ || number == 74) {
                String what = number <= 31 ? "ulsm_id" : "frsm_id";
                attributes.add(new Attribute(what, Long.toString(service.integer())));
            } else if (number != 0 && number != IDENTIFY && service.length() > 0) {
                attributes.add(new Attribute(subjectName(number), MmsNames.text(service)));
            }
            return;
        }
        Ber part = new Ber().into(service);
        if (part.next() && part.tag() == 0x80 && part.length() > 0) {
            attributes.add(new Attribute(subjectName(number), MmsNames.text(part)));
        } else if (part.tag() == 0xA0) {
            Ber inner = new Ber().into(part);
            if (inner.next() && !inner.constructed()) {
                attributes.add(new Attribute(subjectName(number), MmsNames.text(inner)));
            }
        }
    }

    private static String subjectName(int number) {
        if (number >= 26 && number <= 37) {
            return "domain_name";
        }
        return number >= 38 && number <= 45 ? "program_invocation_name" : "name";
    }
}
