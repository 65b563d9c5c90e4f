package org.dpoworkbench.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatTest {
    @TempDir
    Path folder;

    @Test
    void aListOfFactsHasARowEach() throws IOException {
        Path file = folder.resolve("provenance.json");
        Files.writeString(file, """
                {"data":[{"path":"train.jsonl","sha256":"ab"},{"path":"test.jsonl","sha256":"cd"}],"seeds":[1,2]}""");

        assertThat(Flat.provenance(file))
                .containsEntry("data[1].path", "train.jsonl")
                .containsEntry("data[1].sha256", "ab")
                .containsEntry("data[2].path", "test.jsonl")
                .containsEntry("data[2].sha256", "cd")
                .containsEntry("seeds", "1, 2")
                .hasSize(5);
    }
}
