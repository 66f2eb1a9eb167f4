package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wireshark's reading of BACnet's contents: what is asked for, the values of properties, and what an I-Am says. */
public final class BacnetWiresharkValues implements Opinion {
    private static final Pattern POINT = Pattern.compile("([^/]+,\\d+)/([^/]+)(/\\d+)?$");

    @Override
    public String protocol() {
        return "bacnet";
    }

    @Override
    public String whose() {
        return "wireshark values";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return new BacnetWireshark().about(subject);
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Reading reading = new Reading();
        Tshark.lines(subject.file(), "bacapp && !icmp && bacnet.version == 1", "bacapp", reading::line);
        List<String> ours = new ArrayList<>();
        for (Observation observation : subject.run().observations()) {
            if (observation instanceof OperationSeen seen
                    && seen.operation().protocol().equals("bacnet")) {
                asked(seen.operation(), ours);
            } else if (observation instanceof ValueSeen seen
                    && seen.connection().protocol().equals("bacnet")) {
                values(seen, reading.valued, ours);
            }
        }
        return new Facts(reading.facts, ours);
    }

    private static void asked(Operation operation, List<String> facts) {
        if (operation.name().equals("i_am")) {
            facts.add("i-am " + operation.attribute("device") + " apdu " + operation.attribute("max_apdu") + " "
                    + operation.attribute("segmentation") + " vendor " + operation.attribute("vendor"));
            return;
        }
        boolean seen = !operation.attribute("request").equals("not seen");
        if (seen
                && (operation.name().equals("read_property") || operation.name().equals("write_property"))) {
            asked(String.valueOf(operation.points()), operation, facts);
        } else if (seen && operation.name().endsWith("_property_multiple")) {
            operation.attributes().stream()
                    .filter(attribute -> attribute.name().equals("property"))
                    .forEach(attribute -> asked(attribute.value(), operation, facts));
        }
    }

    private static void asked(String point, Operation operation, List<String> facts) {
        Matcher found = POINT.matcher(point);
        if (found.find()) {
            String fact = "asked for " + found.group(1) + "/" + BacnetNumbers.property(found.group(2));
            facts.addAll(Collections.nCopies(1 + BacnetNumbers.retries(operation), fact));
        }
    }

    private static void values(ValueSeen seen, Set<String> valued, List<String> facts) {
        for (int index = 0; index < seen.points().count(); index++) {
            Matcher found = POINT.matcher(seen.points().name(index));
            String name = found.find() ? found.group(1) + "/" + BacnetNumbers.property(found.group(2)) : "";
            if (valued.contains(name)) {
                facts.add("value " + name + " = " + number(seen.values().text(index)));
            }
        }
    }

    /** Wireshark prints about six digits. */
    private static String number(String text) {
        try {
            return new BigDecimal(text)
                    .round(new MathContext(6, RoundingMode.HALF_EVEN))
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** Wireshark's lines in order: where it is, and what it states. */
    private static final class Reading {
        private static final Pattern OBJECT = Pattern.compile("^( +)ObjectIdentifier: +(.*), (\\d+)$");
        private static final Pattern PROPERTY = Pattern.compile("^( +)Property Identifier: +(.*) \\((\\d+)\\)$");
        private static final Pattern VALUE = Pattern.compile("^ +([A-Za-z-]+)(\\[\\d+])?(?: \\([a-z ]+\\))?: +(.*)$");
        private static final Pattern KIND = Pattern.compile("^\\((?:Unsigned|Signed|Real|Double)\\) (.*)$");
        private static final Pattern ENUMERATED =
                Pattern.compile("^[a-z0-9 -]+ \\((\\d+)\\)$", Pattern.CASE_INSENSITIVE);
        private static final Pattern BITS = Pattern.compile("^\\(Bit String\\) \\(([TF]*)\\)$");
        private static final Pattern TEXT = Pattern.compile("^(?:UTF-8|ISO [0-9-]+(?: UCS-[24])?) '(.*)'$");

        private final List<String> facts = new ArrayList<>();
        private final Set<String> valued = new HashSet<>();
        private int service = -1;
        private boolean request;
        private boolean inside;
        private String object = "";
        /** Its number, and Wireshark's name of it. */
        private String property = "";

        private String title = "";
        private String indent = "";
        private String iAm = "";

        void line(String line) {
            if (line.startsWith("Frame ")) {
                frame();
            }
            String text = line.strip();
            if (text.contains("= APDU Type:")) {
                request = text.contains("Confirmed-REQ");
            } else if (text.startsWith("Service Choice:")) {
                service = inBrackets(text);
            } else if (text.startsWith("Unconfirmed Service Choice:")) {
                service = text.endsWith("i-Am (0)") ? 100 : 200;
            } else if (text.startsWith("{[")) {
                inside = true;
            } else if (text.startsWith("}[")) {
                inside = false;
            } else if (service == 100) {
                iAm(text);
            }
            read(line);
        }

        private void frame() {
            service = -1;
            request = false;
            inside = false;
            object = "";
            property = "";
            iAm = "";
        }

        private static int inBrackets(String text) {
            return Integer.parseInt(text.substring(text.lastIndexOf('(') + 1, text.lastIndexOf(')')));
        }

        private void iAm(String text) {
            String value = text.substring(text.indexOf(':') + 1).strip();
            if (text.startsWith("ObjectIdentifier:")) {
                iAm = "i-am " + value.replace(", ", ",");
            } else if (text.startsWith("Maximum ADPU")) {
                iAm += " apdu " + value.replace("(Unsigned) ", "");
            } else if (text.startsWith("Segmentation Supported:")) {
                iAm += " " + value.replaceAll(" \\(\\d+\\)$", "");
            } else if (text.startsWith("Vendor ID:")) {
                facts.add(iAm + " vendor " + inBrackets(text));
            }
        }

        private void read(String line) {
            Matcher found = OBJECT.matcher(line);
            boolean names = found.find();
            if (names && !(inside && !property.isEmpty())) {
                object = found.group(2).strip() + "," + found.group(3);
                property = "";
                return;
            }
            if (names) {
                told(found.group(2).strip() + "," + found.group(3));
                return;
            }
            found = PROPERTY.matcher(line);
            if (found.find()) {
                property(found.group(1), found.group(2).strip(), found.group(3));
                return;
            }
            found = VALUE.matcher(line);
            if (inside && !property.isEmpty() && found.find()) {
                boolean present = found.group(1).equals("Value") || line.strip().startsWith("Present Value");
                if (present || found.group(1).equals(title)) {
                    value(found.group(3).strip());
                }
            }
        }

        /** The number of a property stands below it once more, indented deeper. */
        private void property(String depth, String name, String id) {
            if (id.equals(property) && depth.length() > indent.length()) {
                return;
            }
            property = id;
            title = name;
            indent = depth;
            inside = false;
            boolean asks = service == 12 || service == 14 || service == 15 || service == 16;
            if (request && asks) {
                facts.add("asked for " + object + "/" + property);
            }
        }

        private void value(String text) {
            boolean enumerated = ENUMERATED.matcher(text).find();
            String value = first(text, KIND, ENUMERATED, BITS, TEXT);
            if (text.equals("TRUE") || text.equals("FALSE")) {
                value = text.equals("TRUE") ? "1" : "0";
            } else if (text.matches("-?[0-9.]+(e[-+]?[0-9]+)?")) {
                value = text;
            } else if (!enumerated && value == null) {
                return;
            }
            told(number(String.valueOf(value)));
        }

        private void told(String value) {
            valued.add(object + "/" + property);
            facts.add("value " + object + "/" + property + " = " + value);
        }

        private static @org.jspecify.annotations.Nullable String first(String text, Pattern... patterns) {
            for (Pattern pattern : patterns) {
                Matcher found = pattern.matcher(text);
                if (found.find()) {
                    return found.group(1);
                }
            }
            return null;
        }
    }
}
