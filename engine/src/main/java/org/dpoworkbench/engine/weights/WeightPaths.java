package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;

/// Which files of a model folder hold its weights.
final class WeightPaths {
    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private WeightPaths() {}

    /// The single file, else the shards that the index names, by name.
    ///
    /// @throws UserError where there is neither, or the index names files that are not there
    static List<Path> in(Path folder) {
        Path single = folder.resolve(SINGLE);
        if (Files.exists(single)) {
            return List.of(single);
        }
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            return shards(folder, index);
        }
        throw withoutSafetensors(folder);
    }

    private static List<Path> shards(Path folder, Path index) {
        JsonNode map = JsonFile.readObject(index).path("weight_map");
        TreeSet<String> names = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            names.add(entry.getValue().asString(""));
        }
        if (names.isEmpty()) {
            problems.add(index + " names no weight files (weight_map).");
        }
        for (String name : names) {
            // The index comes with the model and is not trusted: it must not lead out of the folder.
            if (!name.endsWith(".safetensors") || name.contains("/") || name.contains("\\")) {
                problems.add(index + " names \"" + name + "\", which is no safetensors file of its folder.");
            } else if (!Files.exists(folder.resolve(name))) {
                problems.add(folder.resolve(name) + " is missing, though " + INDEX + " names it. Fetch it again.");
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return names.stream().map(folder::resolve).toList();
    }

    private static UserError withoutSafetensors(Path folder) {
        List<String> pickles = pickles(folder);
        if (pickles.isEmpty()) {
            return new UserError(folder + " holds no weights: neither " + SINGLE + " nor " + INDEX
                    + " is there. Fetch the model's safetensors files into it.");
        }
        return new UserError(folder + " holds its weights as " + String.join(", ", pickles)
                + ": Python pickles, which can run any code when they are loaded, and are never read here. Take the"
                + " model's safetensors files, or convert it in transformers with"
                + " save_pretrained(folder, safe_serialization=True).");
    }

    private static List<String> pickles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.matches("(?i).*\\.(bin|pt|pth|pkl|pickle|ckpt)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError(folder + " cannot be read: " + e + ".", e);
        }
    }
}
