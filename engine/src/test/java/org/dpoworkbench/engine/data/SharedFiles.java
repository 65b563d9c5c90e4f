package org.dpoworkbench.engine.data;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real data beside the repository, which a clone alone does not have.
public final class SharedFiles {
    private SharedFiles() {}

    /// The file below `shared/`; skips the test where it is absent, and fails it where `CI` is `true`.
    public static Path find(String file) {
        Path path = Path.of(System.getProperty("shared.dir", "../shared")).resolve(file);
        if (Files.exists(path)) {
            return path;
        }
        String message = "This test needs ../shared/" + file;
        return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }
}
