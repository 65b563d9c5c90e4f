package org.dpoworkbench.engine.data;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How preference files are parsed: as the JSON standard has it, no field twice, nothing after a value.
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /// What is wrong with the JSON, in words, with the column where it is known.
    static String reason(JacksonException e) {
        if (e instanceof UnexpectedEndOfInputException) {
            return "invalid JSON: the text ends in the middle of a value. Was it cut short?";
        }
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
        return "invalid JSON" + (column > 0 ? " at column " + column : "") + ": " + message + ".";
    }
}
