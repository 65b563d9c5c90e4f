package org.dpoworkbench.app.cli.options;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.config.SamplingConfig;
import picocli.CommandLine.Option;

/// How texts are sampled.
public final class SamplingOptions {
    @Option(
            names = "--max-new-tokens",
            paramLabel = "TOKENS",
            defaultValue = "64",
            description = "Longest answer (default: ${DEFAULT-VALUE}).")
    private int maxNewTokens;

    @Option(
            names = "--temperature",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Temperature of sampling (default: ${DEFAULT-VALUE}, greedy).")
    private double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            defaultValue = "0",
            description = "Draw from the N likeliest tokens only (default: ${DEFAULT-VALUE}, from all).")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Draw from the likeliest tokens that together have this probability (default:"
                    + " ${DEFAULT-VALUE}, from all).")
    private double topP;

    @Option(
            names = "--min-p",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Draw only from tokens at least this share as likely as the likeliest (default:"
                    + " ${DEFAULT-VALUE}, from all).")
    private double minP;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Above 1, tokens that prompt or answer already have become less likely (default:"
                    + " ${DEFAULT-VALUE}, none).")
    private double repetitionPenalty;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "Text that ends an answer; may be given several times (default: none).")
    private List<String> stop = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of sampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    public SamplingConfig toConfig() {
        return new SamplingConfig(maxNewTokens, temperature, topK, topP, minP, repetitionPenalty, stop);
    }

    public long seed() {
        return seed;
    }

    /// Whether equal prompts get different answers.
    public boolean draws() {
        return temperature != 0;
    }
}
