package io.fieldwarden.agent.detect.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of acts speaks of operations that decoders tell. */
class ActsTest {

    private static Operation operation(String protocol, String name, Attribute... attributes) {
        return new Operation(protocol, -1, name, Access.EXECUTE, "", null, List.of(attributes));
    }

    @Test
    void every_act_has_lines_and_decoders_tell_some_of_every_protocol() {
        EnumSet<Act> found = EnumSet.noneOf(Act.class);
        TreeSet<String> protocols = new TreeSet<>();
        for (Acts.Line line : Acts.lines()) {
            found.add(line.act());
            protocols.add(line.protocol());
        }
        assertThat(found).containsExactlyInAnyOrder(Act.values());
        TreeSet<String> told = new TreeSet<>();
        ServiceLoader.load(Corpus.class).forEach(corpus -> acts(corpus, told));
        assertThat(told).containsExactlyElementsOf(protocols);
    }

    /** Protocols of the acts in what the decoder makes of its corpus. */
    private static void acts(Corpus corpus, Set<String> told) {
        for (List<Corpus.Message> messages : corpus.conversations()) {
            ProtocolDecoder decoder = ServiceLoader.load(ProtocolDecoder.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(each -> each.protocol().equals(corpus.protocol()))
                    .findFirst()
                    .orElseThrow();
            Conversation conversation = new Conversation(decoder, corpus.transport(), corpus.port());
            messages.forEach(message -> conversation.feed(message.from(), message.bytes()));
            conversation.close();
            conversation.operations().stream()
                    .map(OperationSeen::operation)
                    .filter(operation -> Acts.of(operation) != null)
                    .forEach(operation -> told.add(operation.protocol()));
        }
    }

    @Test
    void every_operation_stands_on_the_page_of_its_protocol() throws IOException {
        Path pages = Path.of("../../docs/protocols");
        for (Acts.Line line : Acts.lines()) {
            String room = line.protocol().replace("-plus", "").replace("cip", "enip");
            String page = Files.readString(pages.resolve(room + ".md"));
            String last = line.operation().substring(line.operation().indexOf('_') + 1); // pages list services by group
            assertThat(page).as(line.protocol()).containsAnyOf("`" + line.operation() + "`", "`" + last + "`");
        }
    }

    @Test
    void an_attribute_that_a_line_asks_for_must_have_its_value() {
        assertThat(Acts.of(operation("cip", "reset", new Attribute("class_id", "0x01"))))
                .isEqualTo(Act.RESTART);
        assertThat(Acts.of(operation("cip", "reset", new Attribute("class_id", "0x04"))))
                .isNull();
        assertThat(Acts.of(operation("cip", "reset"))).isNull();
        assertThat(Acts.of(operation("modbus", "reset"))).isNull();
    }

    @Test
    void the_first_line_that_fits_counts() {
        assertThat(Acts.of(operation("cip", "change_cpu_mode", new Attribute("cpu_mode", "0x00"))))
                .isEqualTo(Act.STOP);
        assertThat(Acts.of(operation("cip", "change_cpu_mode", new Attribute("cpu_mode", "0x06"))))
                .isEqualTo(Act.MODE);
    }
}
