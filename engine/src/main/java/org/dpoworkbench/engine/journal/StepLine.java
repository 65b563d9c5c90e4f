package org.dpoworkbench.engine.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads the lines that a journal is nearly all made of, several times as fast as by way of a tree: `step`
/// lines that are to the letter as [EntryWriter] writes them, and no others.
final class StepLine {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private static final byte[] TYPE = ",\"type\":\"step\",".getBytes(StandardCharsets.US_ASCII);

    /// The type stands behind a number of at most 19 digits and a time of at most 30 characters.
    private static final int TYPE_WITHIN = 96;

    private final JsonParser json;

    private StepLine(JsonParser json) {
        this.json = json;
    }

    /// The step in one line, without its line feed.
    ///
    /// @return empty where the line is anything else, good or bad: [EntryReader] tells which
    static Optional<Entry> read(byte[] bytes, int offset, int length) {
        if (!saysStep(bytes, offset, Math.min(length, TYPE_WITHIN))) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            return Optional.of(new StepLine(json).read());
        } catch (Another | JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /// A look at the bytes, so that other lines are not parsed twice.
    private static boolean saysStep(byte[] bytes, int offset, int length) {
        for (int i = offset; i + TYPE.length <= offset + length; i++) {
            if (Arrays.equals(bytes, i, i + TYPE.length, TYPE, 0, TYPE.length)) {
                return true;
            }
        }
        return false;
    }

    private Entry read() throws Another {
        expect(JsonToken.START_OBJECT);
        long seq = number("seq");
        Instant time = Instant.parse(text("time"));
        text("type");
        field("step");
        expect(JsonToken.VALUE_NUMBER_INT);
        int step = json.getIntValue();
        field("metrics");
        expect(JsonToken.START_OBJECT);
        Map<String, Double> metrics = metrics();
        expect(JsonToken.END_OBJECT);
        if (json.nextToken() != null) {
            throw new Another();
        }
        return new Entry(seq, time, new Event.Step(step, metrics));
    }

    private Map<String, Double> metrics() throws Another {
        Map<String, Double> metrics = LinkedHashMap.newLinkedHashMap(32);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (metrics.put(name, value()) != null) {
                throw new Another();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new Another();
        }
        return metrics;
    }

    private double value() throws Another {
        return switch (json.nextToken()) {
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_NUMBER_INT -> json.getLongValue();
            default -> throw new Another();
        };
    }

    private long number(String name) throws Another {
        field(name);
        expect(JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    private String text(String name) throws Another {
        field(name);
        expect(JsonToken.VALUE_STRING);
        return json.getString();
    }

    private void field(String name) throws Another {
        if (!name.equals(json.nextName())) {
            throw new Another();
        }
    }

    private void expect(JsonToken token) throws Another {
        if (json.nextToken() != token) {
            throw new Another();
        }
    }

    /// The line is not as a writer writes it.
    private static final class Another extends Exception {
        private static final long serialVersionUID = 1L;

        Another() {
            super(null, null, false, false); // its only news is that it was thrown
        }
    }
}
