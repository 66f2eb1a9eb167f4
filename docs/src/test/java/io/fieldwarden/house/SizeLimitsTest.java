package io.fieldwarden.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sizes we hold ourselves to: methods, parameters, files, packages. */
class SizeLimitsTest {
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 5;
    private static final int FILE_LINES_MAX = 400;
    private static final int TEST_FILE_LINES_MAX = 800;
    private static final int PACKAGE_FILES_MAX = 25;
    private static final int METHODS_SEEN_MIN = 1000;

    @Test
    void methods_and_parameters() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> tooBig = new ArrayList<>();
        int methods = 0;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(Project.sources(true)));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Ruler ruler = new Ruler(unit, positions, tooBig);
                ruler.scan(unit, null);
                methods += ruler.methods;
            }
        }
        assertThat(tooBig).isEmpty();
        assertThat(methods).isGreaterThan(METHODS_SEEN_MIN);
    }

    @Test
    void files() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : Project.sources(true)) {
            int limit = source.toString().contains("/src/test/") ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
            int lines = Files.readAllLines(source).size();
            if (lines > limit) {
                tooLong.add(source + ": " + lines + " lines, at most " + limit);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void packages() {
        Map<Path, Integer> counts = new TreeMap<>();
        Project.sources(false).forEach(source -> counts.merge(source.getParent(), 1, Integer::sum));
        counts.values().removeIf(count -> count <= PACKAGE_FILES_MAX);
        assertThat(counts)
                .as("packages with more than %s files", PACKAGE_FILES_MAX)
                .isEmpty();
    }

    private static final class Ruler extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooBig;
        private int methods;
        private boolean inRecord;

        Ruler(CompilationUnitTree unit, SourcePositions positions, List<String> tooBig) {
            this.unit = unit;
            this.positions = positions;
            this.tooBig = tooBig;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            boolean outer = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, nothing);
            inRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            methods++;
            LineMap lines = unit.getLineMap();
            long first = positions.getStartPosition(unit, method);
            long last = positions.getEndPosition(unit, method);
            if (method.getBody() != null && first >= 0 && last >= 0) {
                long length = lines.getLineNumber(last) - lines.getLineNumber(first) + 1;
                if (length > METHOD_LINES_MAX) {
                    tooBig.add(place(method) + " has " + length + " lines, at most " + METHOD_LINES_MAX);
                }
            }
            boolean canonical = inRecord && method.getName().contentEquals("<init>");
            if (!canonical && method.getParameters().size() > PARAMETERS_MAX) {
                tooBig.add(place(method) + " has " + method.getParameters().size() + " parameters, at most "
                        + PARAMETERS_MAX);
            }
            return super.visitMethod(method, nothing);
        }

        private String place(MethodTree method) {
            return unit.getSourceFile().getName() + ": " + method.getName();
        }
    }
}
