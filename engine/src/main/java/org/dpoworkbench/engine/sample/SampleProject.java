package org.dpoworkbench.engine.sample;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The sample project `controlled-sentiment`, everything of it that needs no training: an experiment in the spirit of
/// the DPO paper's controlled sentiment generation (Rafailov et al. 2023, section 6), in a size for two processor
/// cores.
///
/// Making it whole takes three steps: [#writeData]; training a model from [#writeInitialWeights] on the texts of
/// [#writeCorpus]; putting its weights into the project's [#MODEL] folder.
public final class SampleProject {
    public static final String NAME = "controlled-sentiment";

    /// The model's folder inside the project.
    public static final String MODEL = "models/reviewer";

    /// The seed of the project that is part of the program's repository.
    public static final long SEED = 42;

    private static final String TRAIN = "preferences/train.jsonl";
    private static final String TEST = "preferences/test.jsonl";

    /// More than it takes to make one token of every word that the grammar knows, so training ends before.
    private static final int VOCABULARY_LIMIT = 4096;

    private static final JsonMapper JSON = new JsonMapper();

    private final long seed;
    private final SampleData data;
    private final BytePairEncoding encoding;
    private final LlamaShape shape;

    private SampleProject(long seed) {
        this.seed = seed;
        this.data = SampleData.of(seed);
        this.encoding = BytePairEncoding.trained(
                data.corpus().stream().map(SampleText::text).toList(), VOCABULARY_LIMIT);
        this.shape = LlamaShape.sample(encoding.vocabulary().size());
    }

    /// The project of that seed; its texts are written and its tokenizer is trained here, in a few seconds.
    public static SampleProject of(long seed) {
        return new SampleProject(seed);
    }

    public SampleData data() {
        return data;
    }

    /// The size of the model that the project's configuration describes.
    public LlamaShape shape() {
        return shape;
    }

    /// Writes the project folder without weights: `project.yaml`, `README.md`, the preference files, and the model's
    /// tokenizer and configuration. Files of these names are replaced, others are left alone.
    public void writeData(Path folder) throws IOException {
        writeLines(folder.resolve(TRAIN), data.train());
        writeLines(folder.resolve(TEST), data.test());
        writeModelFiles(folder.resolve(MODEL));
        Map<String, String> facts = facts(folder);
        Files.writeString(folder.resolve("project.yaml"), SampleResource.filled("project.yaml", facts));
        Files.writeString(folder.resolve("README.md"), SampleResource.filled("README.md", facts));
    }

    /// Writes the tokenizer, `config.json` and `generation_config.json` into a model folder.
    public void writeModelFiles(Path folder) throws IOException {
        new SampleModelFiles(encoding, shape).write(folder);
    }

    /// Writes the reviews to learn to write from, JSON Lines of `{"prompt", "completion"}`.
    public void writeCorpus(Path file) throws IOException {
        writeLines(file, data.corpus());
    }

    /// Gives the sink the weights that training starts from.
    public void writeInitialWeights(TensorSink sink) throws IOException {
        InitialWeights.write(shape, seed, sink);
    }

    private Map<String, String> facts(Path folder) throws IOException {
        Map<String, String> facts = new HashMap<>(SampleFacts.of(data, encoding).written());
        facts.put("name", NAME);
        facts.put("reward", TrueReward.NAME);
        facts.put("model", MODEL);
        facts.put("train", TRAIN);
        facts.put("test", TEST);
        facts.put("train sha256", sha256(folder.resolve(TRAIN)));
        facts.put("test sha256", sha256(folder.resolve(TEST)));
        facts.put("seed", Long.toString(seed));
        facts.put("train pairs", grouped(data.train().size()));
        facts.put("train prompts", grouped(SampleData.TRAIN_PROMPTS));
        facts.put("test pairs", grouped(data.test().size()));
        facts.put("corpus texts", grouped(data.corpus().size()));
        facts.put("judge scale", String.format(Locale.ROOT, "%.0f", SampleData.JUDGE_SCALE));
        facts.put("vocabulary", grouped(shape.vocabulary()));
        facts.put("parameters", grouped(shape.parameters()));
        return facts;
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static void writeLines(Path file, List<? extends Record> lines) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            for (Record line : lines) {
                writer.write(JSON.writeValueAsString(line));
                writer.write('\n');
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
