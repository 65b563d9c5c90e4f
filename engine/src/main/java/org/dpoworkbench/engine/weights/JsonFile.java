package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The small JSON files of a model folder.
public final class JsonFile {
    /// Python writes `Infinity` and `NaN` into JSON; a model's configuration may hold one.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /// Far above any real one; a tensor index of the largest models has about 10 MB.
    private static final long MAX_BYTES = 100_000_000;

    private JsonFile() {}

    /// @throws UserError where the file cannot be read or holds no JSON object
    public static JsonNode readObject(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new UserError(String.format(
                        Locale.ROOT, "%s has %d bytes, far too many for what it should hold.", file, size));
            }
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new UserError(file + " holds no JSON object. Is it the file of a Hugging Face model?");
            }
            return root;
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e + ".", e);
        } catch (JacksonException e) {
            throw new UserError(
                    file + ", line " + e.getLocation().getLineNr() + ": no valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    public static void write(Path file, JsonNode content) {
        byte[] bytes = (JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        });
    }
}
