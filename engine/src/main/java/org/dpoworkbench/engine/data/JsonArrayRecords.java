package org.dpoworkbench.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON array of objects, read element by element.
final class JsonArrayRecords {
    private JsonArrayRecords() {}

    static void read(Path file, InputStream bytes, Consumer<FileRecord> sink) throws IOException {
        long number = 0;
        var text = new InputStreamReader(bytes, Utf8Lines.strictDecoder());
        try (JsonParser parser = Json.MAPPER.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                number++;
                RecordPlace place = RecordPlace.element(file.toString(), number);
                JsonNode element = parser.readValueAsTree();
                sink.accept(
                        element instanceof ObjectNode object
                                ? new FileRecord.Fields(place, object)
                                : new FileRecord.Unreadable(place, "is no JSON object with the fields of one record."));
            }
            if (parser.nextToken() != null) {
                throw new UserError(file + ", line " + parser.currentLocation().getLineNr()
                        + ": something follows the array's end. A file is one JSON array, or JSON Lines.");
            }
        } catch (JacksonException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? Utf8Lines.whereNotUtf8(file, e)
                    : broken(file, number, e);
        }
    }

    private static UserError broken(Path file, long number, JacksonException e) {
        return new UserError(
                ("%s, line %d (element %d of the array, or after it): %s "
                                + "What follows that place cannot be read, so it cannot be skipped. Mend that place.")
                        .formatted(file, e.getLocation().getLineNr(), number, Json.reason(e)),
                e);
    }
}
