package io.fieldwarden.agent.decode.mms;

import static io.fieldwarden.agent.decode.mms.MmsService.*;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;

/** Reads confirmed service responses and completes what they answer (ISO 9506-2, ConfirmedServiceResponse). */
final class MmsReplies {
    /** A request that awaits its answer, and who asked. */
    record Asked(long invoke, Direction from, MmsRequest request, long atNanos) {}

    private static final int FAILURES_TOLD = 16;
    private static final int IDENTIFIERS_TOLD = 16;

    private final MmsFacts facts;
    private final MmsLimits limits;
    private final MmsData data;
    private final List<MmsData.Leaf> leaves = new ArrayList<>();
    private final List<Attribute> found = new ArrayList<>();
    private int results;
    private int failures;
    private long failure;

    MmsReplies(MmsFacts facts, MmsLimits limits) {
        this.facts = facts;
        this.limits = limits;
        this.data = new MmsData(limits);
    }

    /** Tells what was {@code asked} with the outcome that the response at {@code service} gives it. */
    void answer(Asked asked, Window bytes, Ber service, long atNanos) {
        Direction client = asked.from();
        MmsRequest request = asked.request();
        begin();
        switch (request.service()) {
            case READ -> read(bytes, service, request.names());
            case WRITE -> written(service);
            case IDENTIFY -> identify(client, service, atNanos);
            case GET_NAME_LIST -> nameList(service);
            case FILE_OPEN -> fileOpen(service);
            default -> {
                // what else they carry describes objects; the operation says which
            }
        }
        sizes(request, atNanos);
        Outcome outcome =
                failures == 0 ? Outcome.SUCCEEDED : Outcome.refused((int) failure, MmsErrors.dataAccess(failure));
        facts.operation(client, whole(request.operation()), outcome, asked.atNanos());
        if (request.service() == READ) {
            nameplate(client, atNanos);
            facts.values(ValueSeen.Way.READ, leaves, atNanos);
        } else if (request.service() == WRITE && failures == 0) {
            facts.values(ValueSeen.Way.WRITTEN, request.written(), asked.atNanos());
        }
        if (data.wasTooDeep()) {
            facts.anomaly(MmsAnomaly.TOO_DEEP, "expected at most " + limits.depth() + " levels of data", atNanos);
        }
    }

    /** Reads a response whose request was not seen; returns what it says about itself. */
    List<Attribute> unasked(Direction client, Window bytes, Ber service, long atNanos) {
        begin();
        switch (service.number()) {
            case READ -> read(bytes, service, List.of());
            case WRITE -> written(service);
            case IDENTIFY -> identify(client, service, atNanos);
            case GET_NAME_LIST -> nameList(service);
            default -> {
                // nothing to say without its request
            }
        }
        return List.copyOf(found);
    }

    private void begin() {
        leaves.clear();
        found.clear();
        results = -1;
        failures = 0;
        failure = 0;
    }

    private Operation whole(Operation asked) {
        if (found.isEmpty()) {
            return asked;
        }
        List<Attribute> all = new ArrayList<>(asked.attributes());
        all.addAll(found);
        return new Operation(
                asked.protocol(), asked.code(), asked.name(), asked.access(), asked.scope(), asked.points(), all);
    }

    private void sizes(MmsRequest request, long atNanos) {
        if (results >= 0 && request.variables() >= 0 && results != request.variables()) {
            String detail = results + " results, expected " + request.variables();
            facts.anomaly(MmsAnomaly.RESPONSE_SIZE_MISMATCH, detail, atNanos);
        }
    }

    private void read(Window bytes, Ber service, List<String> names) {
        Ber part = new Ber().into(service);
        while (part.next()) {
            if (part.tag() == 0xA1) {
                accessResults(bytes, part, names);
            }
        }
    }

    /** {@code names} holds one for each result, or the one of a list, whose members then count from 1. */
    private void accessResults(Window bytes, Ber list, List<String> names) {
        Ber each = new Ber().into(list);
        results = 0;
        while (each.next()) {
            boolean one = names.size() == 1;
            String name = results < names.size() ? names.get(results) : "";
            if (one && (results > 0 || more(each, list))) {
                name = names.getFirst() + "/" + (results + 1);
            }
            results++;
            if (each.tag() == 0x80) {
                failed(each.unsigned());
            } else if (!name.isEmpty()) {
                data.leaves(bytes, each, name, leaves);
            }
        }
    }

    private static boolean more(Ber each, Ber list) {
        return each.end() < list.end();
    }

    private void failed(long error) {
        failure = failures == 0 ? error : failure;
        if (failures++ < FAILURES_TOLD) {
            found.add(new Attribute("failure", MmsErrors.dataAccess(error)));
        }
    }

    private void written(Ber service) {
        Ber each = new Ber().into(service);
        results = 0;
        while (each.next()) {
            results++;
            if (each.tag() == 0x80) {
                failed(each.unsigned());
            }
        }
    }

    private void identify(Direction client, Ber service, long atNanos) {
        Ber part = new Ber().into(service);
        while (part.next()) {
            String name = switch (part.tag()) {
                case 0x80 -> "vendor";
                case 0x81 -> "model";
                case 0x82 -> "firmware";
                default -> "";
            };
            if (!name.isEmpty() && part.length() > 0) {
                found.add(new Attribute(name, MmsNames.printable(part.text(limits.textChars()))));
            }
        }
        if (!found.isEmpty()) {
            facts.identity(client.opposite(), found, atNanos);
        }
    }

    private void nameList(Ber service) {
        Ber part = new Ber().into(service);
        while (part.next()) {
            if (part.tag() == 0xA0) {
                Ber each = new Ber().into(part);
                int count = 0;
                while (each.next()) {
                    if (count++ < IDENTIFIERS_TOLD) {
                        found.add(new Attribute("identifier", MmsNames.text(each)));
                    }
                }
                found.add(new Attribute("identifier_count", Integer.toString(count)));
            } else if (part.tag() == 0x81) {
                found.add(new Attribute("more_follows", part.unsigned() == 0 ? "false" : "true"));
            }
        }
    }

    private void fileOpen(Ber service) {
        Ber part = new Ber().into(service);
        while (part.next()) {
            if (part.tag() == 0x80) {
                found.add(new Attribute("frsm_id", Long.toString(part.integer())));
            } else if (part.tag() == 0xA1) {
                Ber size = new Ber().into(part);
                if (size.next() && size.tag() == 0x80) {
                    found.add(new Attribute("size_of_file", Long.toString(size.unsigned())));
                }
            }
        }
    }

    /** Name plates of logical nodes and of the device are identity (IEC 61850-7-3, classes LPL and DPL). */
    private void nameplate(Direction client, long atNanos) {
        List<Attribute> plate = new ArrayList<>();
        for (MmsData.Leaf leaf : leaves) {
            int last = leaf.point().lastIndexOf('$');
            boolean device =
                    leaf.point().contains("$DC$PhyNam$") || leaf.point().contains("/LLN0$DC$NamPlt$");
            if (device && leaf.point().indexOf('/', last) < 0) {
                String name = switch (leaf.point().substring(last + 1)) {
                    case "vendor" -> "vendor";
                    case "model" -> "model";
                    case "serNum" -> "serial";
                    case "swRev" -> "firmware";
                    case "hwRev" -> "hardware";
                    case "location" -> "location";
                    default -> "";
                };
                String text = leaf.value().text(0);
                if (!name.isEmpty() && !text.isEmpty()) {
                    plate.add(new Attribute(name, text));
                }
            }
        }
        if (!plate.isEmpty()) {
            facts.identity(client.opposite(), plate, atNanos);
        }
    }
}
