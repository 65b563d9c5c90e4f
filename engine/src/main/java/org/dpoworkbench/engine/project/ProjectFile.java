package org.dpoworkbench.engine.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.dpoworkbench.engine.config.LaterSettings;
import org.dpoworkbench.engine.config.PathText;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads and writes `project.yaml`. Paths are written as they are, with `/`, so that a project can be moved to another
/// place and system.
final class ProjectFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(PathText.module())
            .build();

    private ProjectFile() {}

    static void write(ProjectSettings settings, Path file) {
        try {
            AtomicFile.write(file, YAML.writeValueAsString(settings).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be written: %s. Is the disk full, the folder read-only?".formatted(file, e.getMessage()),
                    e);
        }
    }

    /// Reads the settings.
    ///
    /// @throws UserError where the file is missing, is no such YAML, or holds impossible values
    static ProjectSettings read(Path file) {
        try {
            return YAML.readValue(withLaterSettings(Files.readString(file)), ProjectSettings.class);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "%s does not exist, so %s is no project folder. Is the path right?"
                            .formatted(file, file.getParent()),
                    e);
        } catch (ValueInstantiationException e) {
            if (e.getCause() instanceof UserError problems) {
                throw problems;
            }
            throw unreadable(file, e);
        } catch (JacksonException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw new UserError("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /// The default configuration's as a run's.
    private static String withLaterSettings(String text) {
        JsonNode root = YAML.readTree(text);
        return root.path("default_config") instanceof ObjectNode config && LaterSettings.addTo(config, YAML)
                ? YAML.writeValueAsString(root)
                : text;
    }

    private static UserError unreadable(Path file, JacksonException e) {
        return new UserError(
                "%s is not a project's file: %s at %s. Mend that place, or restore the file from a copy."
                        .formatted(file, e.getOriginalMessage(), e.getLocation().offsetDescription()),
                e);
    }
}
