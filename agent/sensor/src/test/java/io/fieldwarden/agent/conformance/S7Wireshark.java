package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Connections, jobs, items, return codes, values, user data and identities as Wireshark's S7comm dissector states them. */
public final class S7Wireshark implements Opinion {
    /** Fields of the status list 0x1C, and what we call them. */
    static final Map<String, String> COMPONENTS = Map.of(
            "s7comm.szl.001c.0001.name", "name",
            "s7comm.szl.001c.0002.name", "module_name",
            "s7comm.szl.001c.0003.tag", "plant",
            "s7comm.szl.001c.0005.serialn", "serial",
            "s7comm.szl.001c.0007.cputypname", "product",
            "s7comm.szl.001c.0008.snmcmmc", "memory_card_serial",
            "s7comm.szl.001c.000b.loc_id", "location");

    private static final Map<String, String> BLOCKS =
            Map.of("08", "ob", "09", "cmod", "0A", "db", "0B", "sdb", "0C", "fc", "0D", "sfc", "0E", "fb", "0F", "sfb");
    private static final Map<Integer, String> STATES = Map.of(
            1,
            "STOP (update)",
            2,
            "STOP (memory reset)",
            3,
            "STOP (self initialization)",
            4,
            "STOP",
            5,
            "COLD RESTART",
            6,
            "WARM RESTART",
            7,
            "HOT RESTART",
            8,
            "RUN",
            10,
            "HOLD",
            13,
            "DEFECTIVE");
    private static final List<String> TIME_BASES = List.of("100 milliseconds", "1 second", "10 seconds");
    private static final String FRESH = " && !tcp.analysis.retransmission && !tcp.analysis.fast_retransmission &&"
            + " !tcp.analysis.spurious_retransmission && !tcp.analysis.out_of_order";

    @Override
    public String protocol() {
        return "s7comm";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("s7comm");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Reading reading = new Reading();
        Tshark.messages(subject.file(), "s7comm" + FRESH, "s7comm", reading::message);
        connections(subject, reading);
        reading.facts.addAll(reading.identities);
        return new Facts(reading.facts, S7Stated.of(subject.run()));
    }

    private static void connections(Subject subject, Reading reading) throws IOException {
        Tshark.rows(
                subject.file(),
                "cotp.type == 0x0e" + FRESH,
                List.of("tcp.stream", "cotp.src-tsap", "cotp.dst-tsap"),
                row -> {
                    if (reading.streams.contains(row[0])) {
                        reading.facts.add("connect " + row[1] + " to " + row[2]);
                    }
                });
    }

    /** A request that was not answered yet. */
    private record Asked(String function, List<S7Item> items, List<String> data) {}

    /** Address of an item; none where it is of another kind than S7ANY. */
    private record S7Item(List<S7Address> address) {}

    /** Reads one capture. */
    static final class Reading {
        final List<String> facts = new ArrayList<>();
        final Set<String> identities = new TreeSet<>();
        private final Set<String> streams = new HashSet<>();
        private final Map<String, Asked> open = new HashMap<>();
        private final Map<String, List<S7Item>> jobs = new HashMap<>();

        void message(Map<String, List<String>> fields) {
            streams.add(one(fields, "tcp.stream"));
            switch (one(fields, "s7comm.header.rosctr")) {
                case "1" -> job(fields);
                case "2", "3" -> acknowledged(fields);
                case "7" -> user(fields);
                default -> {
                    // without a kind there is nothing to tell
                }
            }
        }

        private static String key(Map<String, List<String>> fields, String port) {
            String kind = one(fields, "s7comm.header.rosctr").equals("7") ? "user" : "job";
            return one(fields, "tcp.stream") + " " + one(fields, port) + " " + kind + " "
                    + one(fields, "s7comm.header.pduref");
        }

        private void job(Map<String, List<String>> fields) {
            String function = one(fields, "s7comm.param.func");
            List<S7Item> items = items(fields);
            open.put(key(fields, "tcp.srcport"), new Asked(function, items, all(fields, "s7comm.resp.data")));
            if (!items.isEmpty()) {
                items.forEach(item -> facts.add("item " + function + " " + text(item)));
                return;
            }
            facts.add("job " + function);
            if (function.equals("0x28")) {
                all(fields, "s7comm.param.blockcontrol.filename")
                        .forEach(name -> facts.add("0x28 block " + block(name)));
            } else {
                detail(fields, function, "s7comm.param.blockcontrol.filename", "filename");
            }
            detail(fields, function, "s7comm.param.pistart.servicename", "servicename");
            number(fields, function, "s7comm.data.blockcontrol.loadmem_len", "loadmem_len");
            number(fields, function, "s7comm.data.blockcontrol.mc7code_len", "mc7code_len");
        }

        private static String text(S7Item item) {
            if (item.address().isEmpty()) {
                return "of another kind";
            }
            S7Address address = item.address().getFirst();
            return address.start() + " size " + address.size() + " x " + address.length();
        }

        /** {@code 0A00001P}: type, number, and where it goes. */
        private static String block(String name) {
            return BLOCKS.get(name.substring(0, 2)) + Integer.parseInt(name.substring(2, 7));
        }

        private void detail(Map<String, List<String>> fields, String function, String field, String name) {
            String value = one(fields, field).strip();
            if (fields.containsKey(field)) {
                facts.add(function + " " + name + " " + value);
            }
        }

        private void number(Map<String, List<String>> fields, String function, String field, String name) {
            if (fields.containsKey(field)) {
                facts.add(function + " " + name + " " + Integer.parseInt(one(fields, field)));
            }
        }

        private void acknowledged(Map<String, List<String>> fields) {
            int error = whole(one(fields, "s7comm.header.errcls")) << 8 | whole(one(fields, "s7comm.header.errcod"));
            Asked asked = open.remove(key(fields, "tcp.dstport"));
            if (asked == null) {
                if (fields.containsKey("s7comm.param.func")) {
                    facts.add("one-way " + one(fields, "s7comm.param.func") + " " + error);
                }
                return;
            }
            facts.add("answer " + asked.function() + " " + error);
            if (error != 0) {
                return;
            }
            if (asked.function().equals("0xf0")) {
                detail(fields, "0xf0", "s7comm.param.pdu_length", "negotiated_pdu_length");
                detail(fields, "0xf0", "s7comm.param.maxamq_calling", "negotiated_maxamq_calling");
                detail(fields, "0xf0", "s7comm.param.maxamq_called", "negotiated_maxamq_called");
            } else if (!asked.items().isEmpty()) {
                boolean read = asked.function().equals("0x04");
                List<String> codes = all(fields, "s7comm.data.returncode");
                codes.forEach(code -> facts.add("item return " + asked.function() + " " + code));
                List<String> data = read ? all(fields, "s7comm.resp.data") : asked.data();
                values(read ? "READ" : "WRITTEN", asked.items(), codes, data);
            }
        }

        /** Values of the items that were answered with success; a read has data only for those, a write for all. */
        private void values(String way, List<S7Item> items, List<String> codes, List<String> data) {
            int next = 0;
            for (int index = 0; index < Math.min(items.size(), codes.size()); index++) {
                boolean done = codes.get(index).equals("0xff");
                boolean there = done || way.equals("WRITTEN");
                if (done && next < data.size()) {
                    String bytes = data.get(next);
                    items.get(index)
                            .address()
                            .forEach(address -> address.values(bytes).forEach(value -> facts.add(way + " " + value)));
                }
                next += there ? 1 : 0;
            }
        }

        private void user(Map<String, List<String>> fields) {
            int group = whole(one(fields, "s7comm.param.userdata.funcgroup"));
            String subfunction = group == 0 ? "s7comm.param.modetrans.subfunc" : "s7comm.param.userdata.subfunc";
            int code = group << 8 | whole(one(fields, subfunction));
            String function = String.format(Locale.ROOT, "0x%04x", code);
            switch (one(fields, "s7comm.param.userdata.type")) {
                case "4" -> {
                    facts.add("user " + function);
                    open.put(key(fields, "tcp.srcport"), new Asked(function, items(fields), List.of()));
                    details(fields, function);
                }
                case "8" -> answered(fields, function);
                default -> {
                    facts.add("one-way " + function + " 0");
                    details(fields, function);
                    cyclic(fields, function);
                }
            }
        }

        private void answered(Map<String, List<String>> fields, String function) {
            int error = whole(one(fields, "s7comm.param.errcod"));
            int code = whole(one(fields, "s7comm.data.returncode"));
            int outcome = error != 0 ? error : code == 0xFF || code == 0x0A ? 0 : code;
            Asked asked = open.remove(key(fields, "tcp.dstport"));
            facts.add((asked == null ? "one-way " : "answer ") + function + " " + outcome);
            if (asked == null || outcome != 0) {
                return;
            }
            details(fields, function);
            blocks(fields, function);
            status(fields);
            if (function.equals("0x0201") && !asked.items().isEmpty()) {
                jobs.put(cycle(fields), asked.items());
            }
            cyclic(fields, function);
        }

        private static String cycle(Map<String, List<String>> fields) {
            return one(fields, "tcp.stream") + " " + one(fields, "s7comm.param.userdata.seq_num");
        }

        private void cyclic(Map<String, List<String>> fields, String function) {
            if (function.equals("0x0201")) {
                List<String> codes = all(fields, "s7comm.data.returncode");
                List<String> own = codes.subList(Math.min(1, codes.size()), codes.size());
                values("REPORTED", jobs.getOrDefault(cycle(fields), List.of()), own, all(fields, "s7comm.resp.data"));
            }
        }

        private void details(Map<String, List<String>> fields, String function) {
            boolean request = one(fields, "s7comm.param.userdata.type").equals("4");
            if (request) {
                detail(fields, function, "s7comm.data.userdata.szl_id", "szl_id");
                detail(fields, function, "s7comm.data.userdata.szl_index", "szl_index");
                detail(fields, function, "s7comm.cyclic.interval_time", "interval_time");
                all(fields, "s7comm.cyclic.interval_timebase")
                        .forEach(base -> facts.add(function + " interval_timebase " + TIME_BASES.get(whole(base))));
                all(fields, "s7comm.alarm.query.alarmtype")
                        .forEach(type -> facts.add(function + " alarmtype " + whole(type)));
            }
            if (function.startsWith("0x07") && fields.containsKey("s7comm.data.ts_year2")) {
                int year = whole(one(fields, "s7comm.data.ts_year2"));
                facts.add(String.format(
                        Locale.ROOT,
                        "%s time %d-%02d-%02dT%02d:%02d:%02d.%03d",
                        function,
                        year + (year < 90 ? 2000 : 1900),
                        whole(one(fields, "s7comm.data.ts_month")),
                        whole(one(fields, "s7comm.data.ts_day")),
                        whole(one(fields, "s7comm.data.ts_hour")),
                        whole(one(fields, "s7comm.data.ts_minute")),
                        whole(one(fields, "s7comm.data.ts_second")),
                        whole(one(fields, "s7comm.data.ts_millisecond"))));
            }
            if (fields.containsKey("s7comm.alarm.event_id")) {
                facts.add(function + " event_id " + String.join(",", all(fields, "s7comm.alarm.event_id")));
            }
        }

        private void blocks(Map<String, List<String>> fields, String function) {
            if (function.equals("0x0301")) {
                List<String> types = all(fields, "s7comm.blockinfo.blocktype");
                List<String> counts = all(fields, "s7comm.blockinfo.block_count");
                for (int index = 0; index < Math.min(types.size(), counts.size()); index++) {
                    facts.add("READ cpu/blocks/" + BLOCKS.get(types.get(index)) + " = " + counts.get(index));
                }
            } else if (function.equals("0x0303")) {
                for (String name : List.of(
                        "load_mem_len",
                        "mc7_len",
                        "author",
                        "family",
                        "headername",
                        "headerversion",
                        "checksum",
                        "block_num")) {
                    detail(fields, function, "s7comm.blockinfo." + name, name);
                }
            }
        }

        private void status(Map<String, List<String>> fields) {
            List<String> indexes = all(fields, "s7comm.szl.xy11.0001.index");
            List<String> orders = all(fields, "s7comm.szl.xy11.0001.anz");
            for (int index = 0; index < Math.min(indexes.size(), orders.size()); index++) {
                int high = whole(all(fields, "s7comm.szl.xy11.0001.ausbg").get(index));
                int low = whole(all(fields, "s7comm.szl.xy11.0001.ausbe").get(index));
                switch (whole(indexes.get(index))) {
                    case 1 ->
                        identities.add("identity model " + orders.get(index).strip());
                    case 6 -> identities.add("identity hardware " + (low == 0 ? high : low));
                    case 7 ->
                        identities.add("identity firmware " + (char) (high >> 8) + (high & 0xFF) + "." + (low >> 8)
                                + "." + (low & 0xFF));
                    default -> {
                        // boot loader and what other families have
                    }
                }
            }
            COMPONENTS.forEach((field, name) -> all(fields, field).stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .forEach(text -> identities.add("identity " + name + " " + text)));
            all(fields, "s7comm.szl.0132.0004.real")
                    .forEach(level -> facts.add("READ cpu/protection_level = " + whole(level)));
            all(fields, "s7comm.szl.0424.0000.bzu_id.req")
                    .forEach(state -> facts.add("READ cpu/operating_state = " + STATES.get(whole(state))));
        }

        private static List<S7Item> items(Map<String, List<String>> fields) {
            List<String> syntaxes = all(fields, "s7comm.param.item.syntaxid");
            List<S7Item> items = new ArrayList<>();
            int any = 0;
            for (String syntax : syntaxes) {
                if (syntax.equals("0x10")
                        && any < all(fields, "s7comm.param.item.address").size()) {
                    items.add(new S7Item(List.of(new S7Address(
                            number(fields, "transp_size", any),
                            number(fields, "length", any),
                            number(fields, "db", any),
                            number(fields, "area", any),
                            number(fields, "address", any)))));
                    any++;
                } else {
                    items.add(new S7Item(List.of()));
                }
            }
            return items;
        }

        private static int number(Map<String, List<String>> fields, String name, int index) {
            List<String> values = all(fields, "s7comm.param.item." + name);
            return index < values.size() ? whole(values.get(index)) : 0;
        }
    }

    private static int whole(String number) {
        return number.isEmpty() ? 0 : Integer.decode(number.matches("0\\d+") ? number.replaceFirst("^0+", "") : number);
    }

    private static List<String> all(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of());
    }

    private static String one(Map<String, List<String>> fields, String name) {
        return all(fields, name).stream().findFirst().orElse("");
    }
}
