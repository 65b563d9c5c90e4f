package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the libraries themselves have written; `guest/README.md` among the resources says which, and how.
final class Records {
    private Records() {}

    static Path at(String name) {
        return resource("/guest/" + name);
    }

    /// The pairs that the trainings saw.
    static Path goldenPairs() {
        return resource("/goldens/trajectories/data.json");
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Records.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Path onlyEventFile(String folder) throws IOException {
        List<Path> files = EventFiles.in(at(folder));
        if (files.size() != 1) {
            throw new AssertionError(files + " in " + folder);
        }
        return files.getFirst();
    }

    /// The scalars that TensorBoard itself finds in the folder, by tag and step; the last word on a step.
    static Map<String, Map<Integer, Double>> readByTensorBoard(String folder) throws IOException {
        JsonNode scalars = JsonMapper.shared()
                .readTree(Files.readString(at(folder).resolve("expected.json")))
                .get("scalars");
        var all = new TreeMap<String, Map<Integer, Double>>();
        scalars.forEachEntry((tag, points) -> {
            var series = new TreeMap<Integer, Double>();
            points.forEach(
                    point -> series.put(point.get(0).intValue(), point.get(1).doubleValue()));
            all.put(tag, series);
        });
        return all;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
