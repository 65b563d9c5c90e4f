package org.dpoworkbench.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Files whose records stand in a list inside of one object, such as `{"data": [ … ]}`: they are not read, since which
/// list is meant is a guess, but what to do is told.
final class InnerList {
    /// The first line of an object that goes on over the next ones.
    private static final Pattern OPEN_OBJECT = Pattern.compile("\\s*\\{\\s*(\"[^\"]*\"\\s*:\\s*(\\[\\s*(\\{\\s*)?)?)?");

    private InnerList() {}

    /// What to say of an object whose fields are no record's; empty where it holds no such list, or a prompt, and
    /// so is a record itself.
    static String hint(ObjectNode object) {
        if (PromptFields.of(Optional.empty(), object).prompt().isPresent()) {
            return "";
        }
        return object.properties().stream()
                .filter(field -> holdsRecords(field.getValue()))
                .findFirst()
                .map(field -> " " + hint(field.getKey()))
                .orElse("");
    }

    private static boolean holdsRecords(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.get(0).isObject() && !Values.isTurns(value);
    }

    private static String hint(String name) {
        return ("It holds a list of objects in \"%s\". If those are the records, write that list alone into a file:"
                        + " jq '.[\"%s\"]' FILE > RECORDS.json.")
                .formatted(name, name);
    }

    static boolean mayBegin(String line) {
        return OPEN_OBJECT.matcher(line).matches();
    }

    /// @throws UserError where the file is one object over many lines that holds such a list
    static void refuse(Path file) throws IOException {
        Optional<String> name = find(file);
        if (name.isPresent()) {
            throw new UserError(file + " is one JSON object, not records. " + hint(name.get()));
        }
    }

    private static Optional<String> find(Path file) throws IOException {
        try (InputStream bytes = RecordFile.open(file);
                JsonParser parser = Json.MAPPER.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    parser.skipChildren();
                    continue;
                }
                if (parser.nextToken() == JsonToken.START_OBJECT
                        && parser.readValueAsTree() instanceof ObjectNode first
                        && !Values.isTurn(first)) {
                    return Optional.of(name);
                }
                while (parser.currentToken() != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                    parser.nextToken();
                }
            }
            return Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty(); // what is wrong with it is told line by line
        }
    }
}
