package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.window.model.runs.LogLine.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTest {
    @TempDir
    Path folder;

    @Test
    void aLogIsReadOnFromWhereItWasLeftWholeLinesOnly() throws IOException {
        Path log = folder.resolve("log.txt");
        var lines = new LogLines(log, 1000);
        assertThat(lines.next()).isEmpty();
        append(log, "one\ntwo β");
        assertThat(lines.next()).containsExactly("one");
        append(log, " three\nfour\n");
        assertThat(lines.next()).containsExactly("two β three", "four");
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void aLongLogIsBegunNearItsEndAtAWholeLine() throws IOException {
        Path log = folder.resolve("log.txt");
        append(log, "0123456789\n".repeat(100) + "end\n");
        assertThat(new LogLines(log, 20).next()).containsExactly("0123456789", "end");
    }

    @Test
    void aLogThatHasBecomeShorterIsAnotherOne() throws IOException {
        Path log = folder.resolve("log.txt");
        var lines = new LogLines(log, 1000);
        append(log, "a long first line\n");
        lines.next();
        Files.writeString(log, "new\n");
        assertThat(lines.next()).containsExactly("new");
    }

    @Test
    void aStackTraceHasTheLevelOfItsError() {
        assertThat(levels(
                        "05:40:12 INFO  TrainingRun - 200 steps",
                        "05:40:29 WARN  Alarms - gradient spike",
                        "05:40:29 ERROR WorkerMain - The loss is not a number",
                        "java.lang.IllegalStateException: no ERROR here",
                        "\tat Trainer.step(Trainer.java:201)",
                        "05:40:30 INFO  WorkerMain - gone",
                        "WARNING: Using incubator modules"))
                .containsExactly(
                        Level.ALL, Level.WARNING, Level.ERROR, Level.ERROR, Level.ERROR, Level.ALL, Level.WARNING);
    }

    @Test
    void linesAreFoundByGravityAndWords() {
        LogLine line = LogLine.of("05:40:29 WARN  Alarms - Gradient spike", Level.ALL);
        assertThat(line.isShown(Level.WARNING, "gradient")).isTrue();
        assertThat(line.isShown(Level.ERROR, "gradient")).isFalse();
        assertThat(line.isShown(Level.ALL, "loss")).isFalse();
    }

    private static List<Level> levels(String... texts) {
        List<Level> levels = new ArrayList<>();
        Level before = Level.ALL;
        for (String text : texts) {
            before = LogLine.of(text, before).level();
            levels.add(before);
        }
        return levels;
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
