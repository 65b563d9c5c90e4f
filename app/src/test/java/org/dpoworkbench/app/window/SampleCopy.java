package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A copy of the sample project whose runs take seconds: few steps, few held-out pairs, few short samples.
final class SampleCopy {
    static final int STEPS = 40;
    static final int EVALUATION_STEPS = 10;
    static final int HELD_OUT = 60;

    private SampleCopy() {}

    /// Copies it into an empty folder; skips the test where the sample project has not been built.
    static void into(Path folder) throws IOException {
        Path sample = Path.of(System.getProperty("project.root"), "sample-projects", "controlled-sentiment");
        boolean there = Files.exists(sample.resolve("models/reviewer/model.safetensors"));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("%s has its model", sample).isTrue();
        }
        assumeThat(there).as("%s has its model", sample).isTrue();
        for (String part : List.of("models", "preferences", "project.yaml")) {
            copy(sample.resolve(part), folder.resolve(part));
        }
        Path test = folder.resolve("preferences/test.jsonl");
        String before = sha256(test);
        Files.write(test, Files.readAllLines(test).subList(0, HELD_OUT));
        Path settings = folder.resolve("project.yaml");
        String shorter = Files.readString(settings)
                .replace(before, sha256(test))
                .replaceFirst("max_steps: null", "max_steps: " + STEPS)
                .replaceFirst("eval_steps: 0\\.1", "eval_steps: " + EVALUATION_STEPS)
                .replaceFirst("sample_prompts: \\d+", "sample_prompts: 4")
                .replaceFirst("sample_max_new_tokens: \\d+", "sample_max_new_tokens: 12");
        Files.writeString(settings, shorter);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
