package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds test data that lives beside the repository.
final class SharedData {
    private SharedData() {}

    /// Skips the test where the file is absent, and fails it on a build server.
    static Path path(String relative) {
        Path path = Path.of(System.getProperty("shared.dir", "../shared"), relative);
        if (!Files.exists(path)) {
            String message = path + " is not there, so this test cannot run.";
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            abort(message);
        }
        return path;
    }
}
