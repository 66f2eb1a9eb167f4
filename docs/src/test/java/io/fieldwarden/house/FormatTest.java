package io.fieldwarden.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every source file is formatted with palantir-java-format. Run with {@code -Dformat=apply} to have them formatted. A test
 * rather than a Maven plug-in, because the plug-ins need Maven itself to run on JDK 25 and ours need not.
 */
class FormatTest {
    @Test
    void every_source_file_is_formatted() throws IOException, FormatterException {
        boolean apply = "apply".equals(System.getProperty("format"));
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build());
        List<Path> sources = Project.sources(true);
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources) {
            String text = Files.readString(source);
            String formatted = formatter.formatSource(ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.PALANTIR));
            if (!formatted.equals(text)) {
                unformatted.add(Project.root().relativize(source));
                if (apply) {
                    Files.writeString(source, formatted);
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        if (!apply) {
            assertThat(unformatted)
                    .as("not formatted; mvn -pl docs -am test -Dtest=FormatTest -Dformat=apply"
                            + " -Dsurefire.failIfNoSpecifiedTests=false mends it")
                    .isEmpty();
        }
    }
}
