package io.fieldwarden.agent.detect.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of acts speaks of operations that decoders tell. */
class ActsTest {

    private static Operation operation(String protocol, String name, Attribute... attributes) {
        return new Operation(protocol, -1, name, Access.EXECUTE, "", null, List.of(attributes));
    }

    @Test
    void every_act_has_lines_and_every_line_a_protocol_that_is_decoded() {
        TreeSet<String> decoded = new TreeSet<>();
        ServiceLoader.load(ProtocolDecoder.class).forEach(decoder -> decoded.add(decoder.protocol()));
        decoded.add("s7comm-plus"); // what a connection of s7comm is called once it speaks it
        EnumSet<Act> found = EnumSet.noneOf(Act.class);
        for (Acts.Line line : Acts.lines()) {
            found.add(line.act());
            assertThat(decoded).contains(line.protocol());
        }
        assertThat(found).containsExactlyInAnyOrder(Act.values());
    }

    @Test
    void every_operation_stands_on_the_page_of_its_protocol() throws IOException {
        Path pages = Path.of("../../docs/protocols");
        for (Acts.Line line : Acts.lines()) {
            String page = Files.readString(pages.resolve(line.protocol().replace("-plus", "") + ".md"));
            String last = line.operation().substring(line.operation().indexOf('_') + 1); // pages list services by group
            assertThat(page).as(line.protocol()).containsAnyOf("`" + line.operation() + "`", "`" + last + "`");
        }
    }

    @Test
    void an_attribute_that_a_line_asks_for_must_have_its_value() {
        assertThat(Acts.of(operation("enip", "reset", new Attribute("class_id", "0x01"))))
                .isEqualTo(Act.RESTART);
        assertThat(Acts.of(operation("enip", "reset", new Attribute("class_id", "0x04"))))
                .isNull();
        assertThat(Acts.of(operation("enip", "reset"))).isNull();
        assertThat(Acts.of(operation("modbus", "reset"))).isNull();
    }

    @Test
    void the_first_line_that_fits_counts() {
        assertThat(Acts.of(operation("enip", "change_cpu_mode", new Attribute("cpu_mode", "0x00"))))
                .isEqualTo(Act.STOP);
        assertThat(Acts.of(operation("enip", "change_cpu_mode", new Attribute("cpu_mode", "0x06"))))
                .isEqualTo(Act.MODE);
    }
}
