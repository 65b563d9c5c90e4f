package org.dpoworkbench.engine.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// Writes the files beside the weights in a Hugging Face model folder: `tokenizer.json` as the `tokenizers` library
/// reads it, its configuration and the model's.
record SampleModelFiles(BytePairEncoding encoding, LlamaShape shape) {
    private static final List<String> FILES =
            List.of("tokenizer.json", "tokenizer_config.json", "config.json", "generation_config.json");
    private static final JsonMapper JSON = new JsonMapper();

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> values = values();
        for (String name : FILES) {
            Files.writeString(folder.resolve(name), SampleResource.filled("model/" + name, values));
        }
    }

    private Map<String, String> values() {
        return Map.ofEntries(
                Map.entry("tokens", tokens()),
                Map.entry("merges", merges()),
                number("vocabulary", shape.vocabulary()),
                number("width", shape.width()),
                number("inner", shape.inner()),
                number("layers", shape.layers()),
                number("heads", shape.heads()),
                number("key value heads", shape.keyValueHeads()),
                number("head width", shape.width() / shape.heads()),
                number("context", shape.context()),
                number("standard deviation", InitialWeights.STANDARD_DEVIATION));
    }

    private static Map.Entry<String, String> number(String name, Number value) {
        return Map.entry(name, value.toString());
    }

    private String tokens() {
        List<String> tokens = encoding.vocabulary();
        return IntStream.range(0, tokens.size())
                .mapToObj(id -> "      " + JSON.writeValueAsString(tokens.get(id)) + ": " + id)
                .collect(Collectors.joining(",\n"));
    }

    private String merges() {
        return encoding.merges().stream()
                .map(merge -> "      " + JSON.writeValueAsString(merge))
                .collect(Collectors.joining(",\n"));
    }
}
