package org.dpoworkbench.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
    @TempDir
    Path path;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RunFolder folder = new RunFolder(path);
        Path data = Files.writeString(path.resolve("pairs.jsonl"), "abc");
        var provenance = new Provenance(
                "0.1.0",
                Provenance.Platform.current(),
                "cpu: OpenBLAS 0.3.31",
                2,
                List.of(Provenance.HashedFile.of(data)),
                new Provenance.HashedFile("models/gpt2", "0".repeat(64)),
                "the starting weights",
                42,
                Optional.of("dpo train --beta 0.1"));
        provenance.write(folder);
        assertThat(Provenance.read(folder)).isEqualTo(provenance);
        assertThat(Files.readString(folder.provenance())).contains("\"code_version\" : \"0.1.0\"");
        // SHA-256 of "abc": FIPS 180-4, example of NIST
        assertThat(provenance.data().getFirst().sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
