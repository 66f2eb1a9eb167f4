package io.fieldwarden.agent.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A file of plc4x's own tests: messages, each with the tree of fields plc4x reads out of it. A parser suite has the bytes too; of
 * a driver suite they are put together again from the fields, which stand in the order of the wire with their sizes in bits.
 *
 * @param protocol plc4x's name of the protocol
 * @param conversations messages that follow each other on one connection
 */
record Plc4xSuite(String protocol, List<List<Message>> conversations) {

    /**
     * One message.
     *
     * @param test what plc4x calls the test
     * @param hex its bytes as on the wire
     * @param fields the tree, whose leaves have values
     * @param answer whether plc4x says that a device sent it
     */
    record Message(String test, String hex, Element fields, boolean answer) {
        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        /** Values of all leaves called {@code name}, in order. */
        List<String> all(String name) {
            List<String> found = new ArrayList<>();
            for (Element element : elements(fields, name)) {
                found.add(element.getTextContent().strip());
            }
            return found;
        }

        /** Value of the first leaf called {@code name}; empty where there is none. */
        String one(String name) {
            List<String> found = all(name);
            return found.isEmpty() ? "" : found.getFirst();
        }

        /** Value of the first leaf called {@code name}, or {@code otherwise} where there is none. */
        int number(String name, int otherwise) {
            return has(name) ? Integer.parseInt(one(name)) : otherwise;
        }

        /** Value of the first leaf called {@code name}, -1 where there is none. */
        int number(String name) {
            return number(name, -1);
        }

        /** Trees called {@code name}. */
        List<Message> parts(String name) {
            return elements(fields, name).stream()
                    .map(part -> new Message(test, hex, part, answer))
                    .toList();
        }

        boolean has(String name) {
            return !elements(fields, name).isEmpty();
        }
    }

    /** Reads {@code file}; nothing where it is no suite, or one of another order of bytes than {@code byteOrder}. */
    static Optional<Plc4xSuite> of(Path file, String byteOrder) throws IOException {
        if (!file.getFileName().toString().matches(".*\\.xml(\\.gz)?")) {
            return Optional.empty();
        }
        Element root;
        try {
            root = parse(file);
        } catch (SAXException e) {
            return Optional.empty(); // something else that ends so
        }
        boolean parser = root.getTagName().equals("test:testsuite");
        boolean driver = root.getTagName().equals("test:driver-testsuite");
        if ((!parser && !driver) || !root.getAttribute("byteOrder").equals(byteOrder)) {
            return Optional.empty();
        }
        String protocol = children(root, "protocolName").getFirst().getTextContent();
        boolean little = byteOrder.equals("LITTLE_ENDIAN");
        return Optional.of(new Plc4xSuite(protocol, parser ? parsed(root) : driven(root, little)));
    }

    private static Element parse(Path file) throws IOException, SAXException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(in).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("no parser of XML", e);
        }
    }

    private static List<List<Message>> parsed(Element root) {
        List<Message> messages = new ArrayList<>();
        for (Element test : children(root, "testcase")) {
            String name = children(test, "name").getFirst().getTextContent();
            String hex = children(test, "raw").getFirst().getTextContent().replaceAll("\\s", "");
            boolean answer = elements(test, "response").stream()
                    .anyMatch(said -> !said.hasAttribute("dataType")
                            && said.getTextContent().equals("true"));
            messages.add(new Message(name, hex, children(test, "xml").getFirst(), answer));
        }
        return List.of(messages);
    }

    /** Every test of a driver begins with what connects it. */
    private static List<List<Message>> driven(Element root, boolean little) {
        List<Message> setup = new ArrayList<>();
        children(root, "setup").forEach(steps -> steps(steps, "setup", little, setup));
        List<List<Message>> tests = new ArrayList<>();
        for (Element test : children(root, "testcase")) {
            List<Message> messages = new ArrayList<>(setup);
            String name = children(test, "name").getFirst().getTextContent();
            children(test, "steps").forEach(steps -> steps(steps, name, little, messages));
            tests.add(messages);
        }
        return tests;
    }

    private static void steps(Element steps, String test, boolean little, List<Message> messages) {
        for (Element step : children(steps, "*")) {
            if (step.getTagName().endsWith("-plc-message")) {
                Bits bits = new Bits(little);
                children(step, "*").stream()
                        .filter(part -> !part.getTagName().equals("parser-arguments"))
                        .forEach(bits::tree);
                boolean answer = step.getTagName().startsWith("incoming");
                messages.add(new Message(test, HexFormat.of().formatHex(bits.bytes.toByteArray()), step, answer));
            }
        }
    }

    private static List<Element> children(Element of, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element
                    && (name.equals("*") || element.getTagName().equals(name))) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<Element> elements(Element of, String name) {
        var nodes = of.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            found.add((Element) Objects.requireNonNull(nodes.item(index)));
        }
        return found;
    }

    /** Fields as bytes. */
    private static final class Bits {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final boolean little;
        private int open;
        private int bits;

        Bits(boolean little) {
            this.little = little;
        }

        void tree(Element element) {
            if (element.hasAttribute("bitLength")) {
                leaf(element);
            } else {
                children(element, "*").forEach(this::tree);
            }
        }

        private void leaf(Element leaf) {
            String text = leaf.getTextContent().strip();
            int size = Integer.parseInt(leaf.getAttribute("bitLength"));
            switch (leaf.getAttribute("dataType")) {
                case "bit" -> number(text.equals("true") ? 1 : 0, 1);
                case "byte" -> put(HexFormat.of().parseHex(text.substring("0x".length())));
                case "string" -> put(text.getBytes(StandardCharsets.UTF_8));
                case "float" ->
                    number(
                            size == 32
                                    ? Float.floatToIntBits(Float.parseFloat(text))
                                    : Double.doubleToLongBits(Double.parseDouble(text)),
                            size);
                default -> number(Long.parseLong(text), size);
            }
        }

        private void put(byte[] all) {
            bytes.writeBytes(all);
        }

        private void number(long value, int size) {
            if (little && open == 0 && size % 8 == 0) {
                for (int shift = 0; shift < size; shift += 8) {
                    bytes.write((int) (value >> shift));
                }
                return;
            }
            for (int bit = size - 1; bit >= 0; bit--) {
                bits = bits << 1 | (int) (value >> bit & 1);
                if (++open == 8) {
                    bytes.write(bits);
                    open = 0;
                    bits = 0;
                }
            }
        }
    }
}
