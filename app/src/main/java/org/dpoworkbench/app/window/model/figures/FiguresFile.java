package org.dpoworkbench.app.window.model.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A project's `figures.json`.
final class FiguresFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;

    FiguresFile(Path project) {
        this.file = project.resolve("figures.json");
    }

    /// What is saved; nothing where there is no file.
    ///
    /// @throws UserError where the file is damaged, or of a newer version of the program
    SavedFigures read() {
        if (!Files.exists(file)) {
            return SavedFigures.NONE;
        }
        try {
            SavedFigures saved = JSON.readValue(Files.readAllBytes(file), SavedFigures.class);
            if (saved.version() > SavedFigures.VERSION) {
                throw new UserError(file + " was written by a newer version of the program. Figures begin with their"
                        + " usual options, and the file stays as it is; use the newer version to keep presets.");
            }
            return saved;
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be read: %s. Figures begin with their usual options.".formatted(file, e.getMessage()),
                    e);
        } catch (JacksonException e) {
            throw new UserError(
                    "%s is damaged: %s. Figures begin with their usual options; mend or delete the file to save presets"
                                    .formatted(file, e.getOriginalMessage())
                            + " again.",
                    e);
        }
    }

    /// @throws UserError where it cannot be written
    void write(SavedFigures figures) {
        try {
            AtomicFile.write(file, JSON.writeValueAsBytes(figures));
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be written: %s. Is the disk full or the folder read-only?"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
