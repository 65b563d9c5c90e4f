package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.weights.HuggingFaceCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLookupTest {
    @TempDir
    private Path hub;

    @Test
    void aNameThatIsNotHereComesWithTheCommandThatFetchesIt() {
        assertThat(ModelLookup.of("org/name", hub, new HuggingFaceCache(hub)))
                .isEqualTo(new ModelLookup.Absent("org/name", "hf download org/name"));
    }

    @Test
    void aFolderThatIsNoModelSaysWhy() throws IOException {
        Files.createDirectories(hub.resolve("empty"));
        assertThat(ModelLookup.of("empty", hub, new HuggingFaceCache(hub)))
                .isInstanceOfSatisfying(
                        ModelLookup.Unusable.class,
                        unusable -> assertThat(unusable.problem()).contains("has no config.json"));
    }
}
