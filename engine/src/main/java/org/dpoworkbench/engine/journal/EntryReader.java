package org.dpoworkbench.engine.journal;

import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Reads one journal line. Fields that a newer version added are ignored.
final class EntryReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectReader LINE =
            JSON.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Map<String, Kind> KINDS = Arrays.stream(Event.class.getPermittedSubclasses())
            .map(Kind::of)
            .collect(Collectors.toUnmodifiableMap(Kind::type, kind -> kind));

    private EntryReader() {}

    /// A line that is no journal line; the message says what is wrong with it.
    static final class BadLine extends Exception {
        private static final long serialVersionUID = 1L;

        BadLine(String message) {
            super(message);
        }
    }

    /// The entry in one line, without its line feed.
    ///
    /// @return empty where the line is of a type that this version does not know
    static Optional<Entry> read(byte[] bytes, int offset, int length) throws BadLine {
        Optional<Entry> step = StepLine.read(bytes, offset, length);
        return step.isPresent() ? step : readAny(bytes, offset, length);
    }

    /// The entry in a line of any type, read by way of a tree.
    static Optional<Entry> readAny(byte[] bytes, int offset, int length) throws BadLine {
        try {
            JsonNode line = LINE.readValue(bytes, offset, length);
            if (!line.isObject()) {
                throw new BadLine("it is no JSON object");
            }
            long seq = require(line, "seq").longValue();
            Instant time = Instant.parse(require(line, "time").stringValue());
            Kind kind = KINDS.get(require(line, "type").stringValue());
            if (kind == null) {
                return Optional.empty();
            }
            for (String field : kind.required()) {
                require(line, field);
            }
            return Optional.of(new Entry(seq, time, kind.reader().readValue(line)));
        } catch (JacksonException e) {
            throw new BadLine(e.getOriginalMessage());
        } catch (DateTimeException e) {
            throw new BadLine("its time is no ISO instant: " + e.getMessage());
        }
    }

    /// The number of a line of any type.
    static long seq(byte[] bytes) throws BadLine {
        try {
            JsonNode line = LINE.readValue(bytes);
            return require(line, "seq").longValue();
        } catch (JacksonException e) {
            throw new BadLine(e.getOriginalMessage());
        }
    }

    private static JsonNode require(JsonNode line, String field) throws BadLine {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            throw new BadLine("its field \"" + field + "\" is missing");
        }
        return value;
    }

    /// How one type of line is read.
    ///
    /// @param required fields that are not optional, by their JSON names
    private record Kind(String type, ObjectReader reader, List<String> required) {
        static Kind of(Class<?> record) {
            List<String> required = Arrays.stream(record.getRecordComponents())
                    .filter(component -> component.getType() != Optional.class)
                    .map(RecordComponent::getName)
                    .map(Kind::snakeCase)
                    .toList();
            return new Kind(EntryWriter.typeOf(record.asSubclass(Event.class)), JSON.readerFor(record), required);
        }

        private static String snakeCase(String name) {
            return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }
    }
}
