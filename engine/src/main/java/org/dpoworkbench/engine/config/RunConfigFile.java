package org.dpoworkbench.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads and writes `config.yaml`: one block a concern, TRL's names in snake case.
public final class RunConfigFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(PathText.module())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private RunConfigFile() {}

    public static void write(RunConfig config, Path file) throws IOException {
        Files.writeString(file, YAML.writeValueAsString(config));
    }

    /// The configuration in a file, in which every setting must be written out, but for those that files of
    /// earlier versions lack: they have their defaults.
    ///
    /// @throws UserError where the file is missing, is no such YAML, or holds impossible values
    public static RunConfig read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist, so this is no run folder. Is the path right?", e);
        } catch (ValueInstantiationException e) {
            if (e.getCause() instanceof UserError impossible) {
                throw new UserError(impossible.problems().stream()
                        .map(problem -> file + ", " + problem)
                        .toList());
            }
            throw unreadable(file, e);
        } catch (JacksonException e) {
            throw unreadable(file, e);
        }
    }

    /// Reading YAML is slow, and a project may have hundreds of runs: only what is not whole is looked at twice.
    private static RunConfig parse(String text) {
        try {
            return YAML.readValue(text, RunConfig.class);
        } catch (JacksonException _) {
            return YAML.readValue(withLaterSettings(text), RunConfig.class);
        }
    }

    private static String withLaterSettings(String text) {
        JsonNode root = YAML.readTree(text);
        return root instanceof ObjectNode settings && LaterSettings.addTo(settings, YAML)
                ? YAML.writeValueAsString(settings)
                : text;
    }

    private static UserError unreadable(Path file, JacksonException e) {
        String setting = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return new UserError(
                file + " is not a run's configuration: " + (setting.isEmpty() ? "" : setting + ": ") + problem(e), e);
    }

    private static String problem(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no such setting. Here there are: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        return e.getOriginalMessage() + " at " + e.getLocation().offsetDescription() + ".";
    }
}
