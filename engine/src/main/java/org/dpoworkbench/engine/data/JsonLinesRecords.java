package org.dpoworkbench.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Lines: one object a line; blank lines are nothing.
final class JsonLinesRecords {
    private static final int BEGINNING = 20;

    private JsonLinesRecords() {}

    static void read(Path file, InputStream bytes, Consumer<FileRecord> sink) throws IOException {
        Utf8Lines lines = new Utf8Lines(bytes);
        boolean first = true;
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            RecordPlace place = RecordPlace.line(file.toString(), line.get().number());
            switch (line.get()) {
                case Utf8Lines.Line.NotUtf8 bad -> sink.accept(new FileRecord.Unreadable(place, bad.reason()));
                case Utf8Lines.Line.Text good -> {
                    if (!good.text().isBlank()) {
                        if (first && InnerList.mayBegin(good.text())) {
                            InnerList.refuse(file);
                        }
                        first = false;
                        sink.accept(parse(place, good.text()));
                    }
                }
            }
        }
    }

    private static String reason(JacksonException e, String line) {
        if (line.startsWith("{'")) {
            return "invalid JSON: its names stand in single quotes, as Python prints them. Write it with json.dumps.";
        }
        if (line.startsWith("{")) {
            return Json.reason(e) + " Each line holds one whole object.";
        }
        return "it begins with \"%s\", and each line holds one whole JSON object, which begins with {. A table is named .csv or .tsv."
                .formatted(line.length() <= BEGINNING ? line : line.substring(0, BEGINNING) + "…");
    }

    private static FileRecord parse(RecordPlace place, String text) {
        try {
            JsonNode value = Json.MAPPER.readTree(text);
            return value instanceof ObjectNode object
                    ? new FileRecord.Fields(place, object)
                    : new FileRecord.Unreadable(
                            place,
                            "a JSON object is expected, {…} with the fields of one record, and this is "
                                    + Values.excerpt(value) + ".");
        } catch (JacksonException e) {
            return new FileRecord.Unreadable(place, reason(e, text.strip()));
        }
    }
}
