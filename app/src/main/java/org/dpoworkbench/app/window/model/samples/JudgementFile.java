package org.dpoworkbench.app.window.model.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// A project's judgements, `judgements.jsonl`: a line each, only ever appended to. Taking the last one back
/// is a line too, `{"undo": true}`.
final class JudgementFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path file;

    /// One line.
    record Line(Optional<Judgement> judgement, boolean undo) {}

    JudgementFile(Path project) {
        file = project.resolve("judgements.jsonl");
    }

    /// All judgements that stand, in order. A last line without its end was cut off by a crash and does not
    /// count.
    ///
    /// @throws UserError where another line cannot be read
    List<Judgement> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n", 0);
            List<Judgement> standing = new ArrayList<>();
            for (int i = 0; i < lines.length; i++) {
                take(standing, lines[i], i + 1);
            }
            return standing;
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private void take(List<Judgement> standing, String line, int number) {
        if (line.isBlank()) {
            return;
        }
        try {
            Line read = JSON.readValue(line, Line.class);
            if (read.undo() && !standing.isEmpty()) {
                standing.removeLast();
            }
            read.judgement().ifPresent(standing::add);
        } catch (JacksonException e) {
            throw new UserError(
                    "%s, line %d is no judgement: %s. Mend or delete the line."
                            .formatted(file, number, e.getOriginalMessage()),
                    e);
        }
    }

    void append(Judgement judgement) {
        append(new Line(Optional.of(judgement), false));
    }

    void undo() {
        append(new Line(Optional.empty(), true));
    }

    private synchronized void append(Line line) {
        try {
            dropTornLine();
            Files.write(
                    file,
                    (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UserError(
                    "The judgement cannot be written to " + file + ": " + e.getMessage() + ". Is the disk full?", e);
        }
    }

    /// What a crash left of a line would run into the next.
    private void dropTornLine() throws IOException {
        if (Files.exists(file)) {
            String text = Files.readString(file);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                AtomicFile.write(
                        file, text.substring(0, text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
