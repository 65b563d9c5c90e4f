package org.dpoworkbench.engine.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes an [Entry] as one line of compact JSON: `seq`, `time`, `type`, then the event's own fields.
final class EntryWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private EntryWriter() {}

    /// Writes the line, its end included, to `out`.
    static void write(Entry entry, ByteArrayOutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberProperty("seq", entry.seq());
            json.writeStringProperty("time", entry.time().toString());
            json.writeStringProperty("type", typeOf(entry.event().getClass()));
            fields(json, entry.event());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /// The JSON field `type` of a kind of event.
    static String typeOf(Class<? extends Event> kind) {
        return kind.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static void fields(JsonGenerator json, Event event) {
        switch (event) {
            case Event.Started(long pid, String host, int totalSteps) -> worker(json, pid, host, totalSteps);
            case Event.Resumed(int fromStep, long pid, String host, int totalSteps) -> {
                json.writeNumberProperty("from_step", fromStep);
                worker(json, pid, host, totalSteps);
            }
            case Event.Progress(String phase, long done, long total, String unit) -> {
                text(json, "phase", phase);
                json.writeNumberProperty("done", done);
                json.writeNumberProperty("total", total);
                text(json, "unit", unit);
            }
            case Event.Step(int step, Map<String, Double> metrics) -> {
                json.writeNumberProperty("step", step);
                metrics(json, metrics);
            }
            case Event.Evaluation(int step, Map<String, Double> metrics, Optional<String> pairs, var setPairs) -> {
                json.writeNumberProperty("step", step);
                metrics(json, metrics);
                pairs.ifPresent(file -> text(json, "pairs", file));
                setPairs.ifPresent(files -> {
                    json.writeObjectPropertyStart("set_pairs");
                    files.forEach((set, file) -> text(json, set, file));
                    json.writeEndObject();
                });
            }
            case Event.Samples samples -> samples(json, samples);
            case Event.Checkpoint(int step, String path) -> {
                json.writeNumberProperty("step", step);
                text(json, "path", path);
            }
            case Event.Warning(int step, String code, String message) -> {
                json.writeNumberProperty("step", step);
                text(json, "code", code);
                text(json, "message", message);
            }
            case Event.State(var state, Optional<String> request) -> {
                json.writeStringProperty("state", state.name());
                request.ifPresent(id -> text(json, "request", id));
            }
            case Event.Finished(int step, String model) -> {
                json.writeNumberProperty("step", step);
                text(json, "model", model);
            }
            case Event.Failed(int step, String message) -> {
                json.writeNumberProperty("step", step);
                text(json, "message", message);
            }
        }
    }

    private static void worker(JsonGenerator json, long pid, String host, int totalSteps) {
        json.writeNumberProperty("pid", pid);
        text(json, "host", host);
        json.writeNumberProperty("total_steps", totalSteps);
    }

    private static void samples(JsonGenerator json, Event.Samples samples) {
        json.writeNumberProperty("step", samples.step());
        text(json, "model", samples.model());
        json.writeArrayPropertyStart("samples");
        for (Event.Sample sample : samples.samples()) {
            json.writeStartObject();
            text(json, "prompt", sample.prompt());
            text(json, "completion", sample.completion());
            json.writeNumberProperty("tokens", sample.tokens());
            json.writeBooleanProperty("ended", sample.ended());
            sample.end().ifPresent(end -> json.writeStringProperty("end", end.key()));
            json.writeEndObject();
        }
        json.writeEndArray();
        metrics(json, samples.metrics());
    }

    /// JSON has no word for NaN and infinity: an undefined value is absent.
    private static void metrics(JsonGenerator json, Map<String, Double> metrics) {
        json.writeObjectPropertyStart("metrics");
        metrics.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                json.writeNumberProperty(name, value);
            }
        });
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) {
        json.writeStringProperty(name, encodable(value));
    }

    /// A generated text may end in half a surrogate pair, which UTF-8 cannot hold: `?` stands for it.
    private static String encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
