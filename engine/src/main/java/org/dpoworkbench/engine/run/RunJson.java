package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The small JSON files of a run folder: snake case, an object each, fields of newer versions ignored.
public final class RunJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RunJson() {}

    static byte[] compact(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    private static byte[] indented(Object value) {
        return JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(value);
    }

    /// Replaces a file as a whole by an object, indented for people.
    ///
    /// @throws UserError where it cannot be written
    public static void write(Path file, Object value) {
        try {
            AtomicFile.write(file, indented(value));
        } catch (IOException e) {
            throw new UserError("%s cannot be written: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /// @throws IOException with the file's name where the content is no such value
    static <T> T parse(byte[] content, Class<T> type, Path file) throws IOException {
        try {
            return JSON.readValue(content, type);
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }
}
