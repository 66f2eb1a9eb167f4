package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads commands. */
final class FinsRequests {
    private static final int FILE_NAME = 12;
    private static final int ITEM = 4;
    private static final int NAME = 8;

    private final FinsFacts facts;
    private final FinsRepeats repeats;
    private final FinsLimits limits;

    FinsRequests(FinsFacts facts, FinsRepeats repeats, FinsLimits limits) {
        this.facts = facts;
        this.repeats = repeats;
        this.limits = limits;
    }

    /** The command of the frame at {@code at}, of {@code length} bytes, at least a header and a command. */
    FinsRequest read(Window bytes, int at, int length, long atNanos) {
        long address = bytes.u24(at + 3) | ((bytes.u8(at) & FinsLimits.NO_RESPONSE) << 24);
        int body = at + FinsLimits.HEADER;
        int size = length - FinsLimits.HEADER;
        FinsRequest known = repeats.find(address, bytes, body, size);
        if (known != null) {
            return known;
        }
        int code = bytes.u16(body);
        int least = least(code);
        if (!FinsCommand.isKnown(code)) {
            String detail = String.format("command 0x%04x, expected a known one", code);
            facts.anomaly(FinsAnomaly.UNKNOWN_COMMAND, detail, atNanos);
        } else if (size - 2 < least) {
            String detail = FinsCommand.name(code) + " with " + (size - 2) + " bytes, expected " + least;
            facts.anomaly(FinsAnomaly.COMMAND_TOO_SHORT, detail, atNanos);
        }
        FinsRequest read = request(code, bytes, at, size - 2 < least ? 2 : size);
        if (FinsCommand.isKnown(code) && size - 2 >= least) {
            repeats.keep(address, bytes, body, size, read);
        }
        return read;
    }

    /** Bytes a command needs after its code. */
    private static int least(int code) {
        return switch (code) {
            case FinsCommand.MEMORY_AREA_READ, FinsCommand.MEMORY_AREA_WRITE -> 6;
            case FinsCommand.MEMORY_AREA_FILL -> 8;
            case FinsCommand.MULTIPLE_MEMORY_AREA_READ -> ITEM;
            case FinsCommand.MEMORY_AREA_TRANSFER -> 10;
            case 0x0201, 0x0202, 0x0203 -> 6;
            default -> 0;
        };
    }

    private FinsRequest request(int code, Window bytes, int at, int size) {
        int body = at + FinsLimits.HEADER + 2;
        int rest = size - 2;
        Points points = null;
        Values written = null;
        List<Attribute> attributes = new ArrayList<>();
        if (rest >= 6 && (code == FinsCommand.MEMORY_AREA_READ || code == FinsCommand.MEMORY_AREA_WRITE)) {
            points = FinsArea.points(bytes, body, bytes.u16(body + ITEM));
            written = code == FinsCommand.MEMORY_AREA_WRITE ? written(bytes, body, rest) : null;
        } else if (rest >= 8 && code == FinsCommand.MEMORY_AREA_FILL) {
            points = FinsArea.points(bytes, body, bytes.u16(body + ITEM));
            attributes.add(new Attribute("data", Integer.toString(bytes.u16(body + 6))));
        } else if (rest >= 10 && code == FinsCommand.MEMORY_AREA_TRANSFER) {
            points = FinsArea.points(bytes, body + ITEM, bytes.u16(body + 8));
            String source = FinsArea.points(bytes, body, bytes.u16(body + 8)).toString();
            attributes.add(new Attribute("source", source));
        } else {
            more(code, bytes, body, rest, attributes);
        }
        Operation operation = new Operation(
                FinsDecoder.PROTOCOL,
                code,
                FinsCommand.name(code),
                FinsCommand.access(code),
                scope(bytes, at),
                points,
                attributes);
        return new FinsRequest(code, operation, points == null ? -1 : bytes.u8(body), points, written);
    }

    /** The addressed unit: network, node, unit. */
    static String scope(Window bytes, int at) {
        return "node " + bytes.u8(at + 3) + "." + bytes.u8(at + 4) + "." + bytes.u8(at + 5);
    }

    private @Nullable Values written(Window bytes, int body, int rest) {
        int area = bytes.u8(body);
        int count = bytes.u16(body + ITEM);
        int size = FinsArea.size(area);
        boolean there = size > 0 && count > 0 && count <= limits.pointsMax() && rest - 6 >= count * size;
        return there ? FinsArea.values(area, bytes, body + 6, count) : null;
    }

    /** Fields of commands that name no run of points. Passwords of protection are passed over. */
    private void more(int code, Window bytes, int body, int rest, List<Attribute> to) {
        switch (code) {
            case 0x0201, 0x0202, 0x0203 -> {
                number(to, "parameter_area_code", bytes, body, rest);
                number(to, "beginning_word", bytes, body + 2, rest - 2);
                number(to, "number_of_words", bytes, body + 4, rest - 4);
            }
            case 0x0304, 0x0305, 0x0308, 0x0C01, 0x0C02, 0x0C03 -> number(to, "program_number", bytes, body, rest);
            case 0x0306, 0x0307 -> {
                number(to, "program_number", bytes, body, rest);
                if (rest >= 8) {
                    to.add(new Attribute("beginning_word", Long.toString(bytes.u32(body + 2))));
                    to.add(new Attribute("number_of_bytes", Integer.toString(bytes.u16(body + 6) & 0x7FFF)));
                }
            }
            case 0x0401 -> {
                number(to, "program_number", bytes, body, rest);
                if (rest >= 3) {
                    to.add(new Attribute("mode_code", mode(bytes.u8(body + 2))));
                }
            }
            case 0x0702 -> {
                if (rest >= 5) {
                    to.add(new Attribute("clock", FinsAnswers.clock(bytes, body, rest)));
                }
            }
            case FinsCommand.FORCED_SET_RESET -> forced(bytes, body, rest, to);
            case FinsCommand.MULTIPLE_MEMORY_AREA_READ -> items(bytes, body, rest, to);
            case 0x2101 -> number(to, "error_reset_fal_no", bytes, body, rest);
            case 0x2201, 0x2204, 0x2206 -> number(to, "disk_no", bytes, body, rest);
            case 0x2202, 0x2209 -> file(bytes, body, rest, 2, to);
            case 0x2203 -> file(bytes, body, rest, 4, to);
            case 0x2205 -> files(bytes, body, rest, to);
            case 0x2207, 0x2208 -> twoFiles(code, bytes, body, rest, to);
            case 0x220A, 0x220B -> transfer(bytes, body, rest, 8, to);
            case 0x220C -> transfer(bytes, body, rest, 12, to);
            case 0x2601 -> to.add(new Attribute("name", FinsAnswers.text(bytes, body, Math.min(rest, NAME))));
            default -> {
                // nothing more is told
            }
        }
    }

    private static void number(List<Attribute> to, String name, Window bytes, int at, int left) {
        if (left >= 2) {
            to.add(new Attribute(name, Integer.toString(bytes.u16(at))));
        }
    }

    private static void file(Window bytes, int body, int rest, int nameAt, List<Attribute> to) {
        number(to, "disk_no", bytes, body, rest);
        if (rest >= nameAt + FILE_NAME) {
            to.add(new Attribute("file_name", FinsAnswers.text(bytes, body + nameAt, FILE_NAME)));
        }
    }

    /** Files to delete, as many as are there of the number that is announced. */
    private void files(Window bytes, int body, int rest, List<Attribute> to) {
        number(to, "disk_no", bytes, body, rest);
        if (rest < 4) {
            return;
        }
        int count = Math.min(Math.min(bytes.u16(body + 2), (rest - 4) / FILE_NAME), limits.listed());
        for (int index = 0; index < count; index++) {
            String name = FinsAnswers.text(bytes, body + 4 + FILE_NAME * index, FILE_NAME);
            to.add(new Attribute("file_name", name));
        }
    }

    /** A copy names the source first, a change of name the new name. */
    private static void twoFiles(int code, Window bytes, int body, int rest, List<Attribute> to) {
        boolean copy = code == 0x2207;
        number(to, "disk_no", bytes, body, rest);
        int second = copy ? 4 + FILE_NAME : 2 + FILE_NAME;
        if (rest >= second + FILE_NAME) {
            String first = FinsAnswers.text(bytes, body + 2, FILE_NAME);
            String other = FinsAnswers.text(bytes, body + second, FILE_NAME);
            to.add(new Attribute("file_name", copy ? first : other));
            if (copy) {
                number(to, "destination_disk_no", bytes, body + 2 + FILE_NAME, rest);
            }
            to.add(new Attribute(copy ? "destination_file_name" : "new_file_name", copy ? other : first));
        }
    }

    /** A transfer between memory and a file, whose disk and name stand {@code diskAt} the command's beginning. */
    private static void transfer(Window bytes, int body, int rest, int diskAt, List<Attribute> to) {
        if (rest < diskAt + 2 + FILE_NAME) {
            return;
        }
        String direction = switch (bytes.u16(body)) {
            case 0 -> "to_file";
            case 1 -> "from_file";
            case 2 -> "compare";
            default -> Integer.toString(bytes.u16(body));
        };
        to.add(new Attribute("transfer", direction));
        if (diskAt > 8) {
            to.add(new Attribute("program_number", Integer.toString(bytes.u16(body + 2))));
        }
        to.add(new Attribute("disk_no", Integer.toString(bytes.u16(body + diskAt))));
        to.add(new Attribute("file_name", FinsAnswers.text(bytes, body + diskAt + 2, FILE_NAME)));
    }

    /** Status the CPU goes to (W342 5-3-14). */
    static String mode(int code) {
        return switch (code) {
            case 0 -> "program";
            case 1 -> "debug";
            case 2 -> "monitor";
            case 4 -> "run";
            default -> Integer.toString(code);
        };
    }

    private void forced(Window bytes, int body, int rest, List<Attribute> to) {
        if (rest < 2) {
            return;
        }
        int count = Math.min(Math.min(bytes.u16(body), (rest - 2) / 6), limits.listed());
        for (int index = 0; index < count; index++) {
            int item = body + 2 + 6 * index;
            String what = switch (bytes.u16(item)) {
                case 0x0000 -> "forced_reset";
                case 0x0001 -> "forced_set";
                case 0x8000 -> "released_and_reset";
                case 0x8001 -> "released_and_set";
                case 0xFFFF -> "released";
                default -> "specification_" + bytes.u16(item);
            };
            to.add(new Attribute(what, FinsArea.points(bytes, item + 2, 1).toString()));
        }
    }

    private void items(Window bytes, int body, int rest, List<Attribute> to) {
        int count = Math.min(rest / ITEM, limits.listed());
        for (int index = 0; index < count; index++) {
            String point = FinsArea.points(bytes, body + ITEM * index, 1).toString();
            to.add(new Attribute("point", point));
        }
    }
}
