package org.dpoworkbench.engine.golden;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The numbers that `transformers` and `trl` computed, in the test resources.
public final class Goldens {
    private Goldens() {}

    /// A file or folder of the goldens.
    public static Path path(String name) {
        try {
            return Path.of(Goldens.class.getResource("/goldens/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    public static JsonNode json(String name) {
        try {
            return JsonMapper.shared().readTree(Files.readString(path(name)));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    public static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    public static double[] doubles(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
