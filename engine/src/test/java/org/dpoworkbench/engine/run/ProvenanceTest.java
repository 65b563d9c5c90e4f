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
                Optional.of(1234),
                List.of(Provenance.HashedFile.of(data)),
                new Provenance.HashedFile("models/gpt2", "0".repeat(64)),
                Optional.of(new Provenance.HashedFile("adapters/a", "1".repeat(64))),
                Optional.of(new Provenance.HashedFile("models/gpt2", "0".repeat(64))),
                42,
                Optional.of("dpo train --beta 0.1"));
        provenance.write(folder);
        assertThat(Provenance.read(folder)).isEqualTo(provenance);
        assertThat(Files.readString(folder.provenance())).contains("\"code_version\" : \"0.1.0\"");
        // SHA-256 of "abc": FIPS 180-4, example of NIST
        assertThat(provenance.data().getFirst().sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void whatHasAnotherContentIsAChangeAndWhatHasAnotherPlaceIsNone() {
        Provenance earlier = of("old/pairs.jsonl", "d", "m", Optional.of("r"));
        assertThat(of("new/pairs.jsonl", "d", "m", Optional.of("r")).changesSince(earlier))
                .isEmpty();
        assertThat(of("new/pairs.jsonl", "e", "n", Optional.of("s")).changesSince(earlier))
                .containsExactly(
                        "data new/pairs.jsonl has changed: its SHA-256 was d and is e.",
                        "model gpt2 has changed: its SHA-256 was m and is n.",
                        "reference sft has changed: its SHA-256 was r and is s.");
        assertThat(of("pairs.jsonl", "d", "m", Optional.empty()).changesSince(earlier))
                .containsExactly("A reference is gone.");
    }

    @Test
    void anAdapterIsAnInputToo() {
        Provenance earlier = of("pairs.jsonl", "d", "m", Optional.empty());
        assertThat(adapted("a").changesSince(earlier)).containsExactly("An adapter is new.");
        assertThat(adapted("b").changesSince(adapted("a")))
                .containsExactly("adapter lora has changed: its SHA-256 was a and is b.");
    }

    private static Provenance adapted(String hash) {
        Provenance p = of("pairs.jsonl", "d", "m", Optional.empty());
        return new Provenance(
                p.codeVersion(),
                p.platform(),
                p.backend(),
                p.threads(),
                p.microBatchTokens(),
                p.data(),
                p.model(),
                Optional.of(new Provenance.HashedFile("lora", hash)),
                p.reference(),
                p.seed(),
                p.commandLine());
    }

    private static Provenance of(String file, String data, String model, Optional<String> reference) {
        return new Provenance(
                "0.1.0",
                Provenance.Platform.current(),
                "cpu",
                2,
                Optional.empty(),
                List.of(new Provenance.HashedFile(file, data)),
                new Provenance.HashedFile("gpt2", model),
                Optional.empty(),
                reference.map(hash -> new Provenance.HashedFile("sft", hash)),
                42,
                Optional.empty());
    }
}
