package org.dpoworkbench.app.cli.options;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.SamplingConfig;
import picocli.CommandLine.Option;

/// When the held-out pairs are evaluated, and what is sampled then.
public final class EvaluationOptions {
    @Option(
            names = "--eval-steps",
            paramLabel = "STEPS",
            defaultValue = "0",
            description = "Steps between evaluations, besides those at step 0 and at the end; below 1: a share of all"
                    + " steps (default: ${DEFAULT-VALUE}, no others).")
    private double evalSteps;

    @Option(
            names = "--sample-prompts",
            paramLabel = "N",
            defaultValue = "0",
            description = "Held-out prompts that the reference answers once and the policy at each evaluation"
                    + " (default: ${DEFAULT-VALUE}).")
    private int samplePrompts;

    @Option(
            names = "--samples-per-prompt",
            paramLabel = "N",
            defaultValue = "1",
            description = "Answers to each of them (default: ${DEFAULT-VALUE}).")
    private int samplesPerPrompt;

    @Option(
            names = "--sample-max-new-tokens",
            paramLabel = "TOKENS",
            defaultValue = "64",
            description = "Longest sampled answer (default: ${DEFAULT-VALUE}).")
    private int maxNewTokens;

    @Option(
            names = "--sample-temperature",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Temperature of sampling (default: ${DEFAULT-VALUE}, greedy).")
    private double temperature;

    @Option(
            names = "--sample-top-k",
            paramLabel = "N",
            defaultValue = "0",
            description = "Draw from the N likeliest tokens only (default: ${DEFAULT-VALUE}, from all).")
    private int topK;

    @Option(
            names = "--sample-top-p",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Draw from the likeliest tokens that together have this probability (default:"
                    + " ${DEFAULT-VALUE}, from all).")
    private double topP;

    @Option(
            names = "--sample-min-p",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Draw only from tokens at least this share as likely as the likeliest (default:"
                    + " ${DEFAULT-VALUE}, from all).")
    private double minP;

    @Option(
            names = "--sample-repetition-penalty",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Above 1, tokens that prompt or answer already have become less likely (default:"
                    + " ${DEFAULT-VALUE}, none).")
    private double repetitionPenalty;

    @Option(
            names = "--sample-stop",
            paramLabel = "TEXT",
            description = "Text that ends an answer; may be given several times (default: none).")
    private List<String> stop = new ArrayList<>();

    @Option(
            names = "--kl-prompts",
            paramLabel = "N",
            defaultValue = "0",
            description = "Held-out prompts that the policy answers at each evaluation, at temperature 1, to estimate"
                    + " kl/sampled (default: ${DEFAULT-VALUE}, no estimate).")
    private int klPrompts;

    EvaluationConfig toConfig() {
        return new EvaluationConfig(
                evalSteps,
                samplePrompts,
                samplesPerPrompt,
                new SamplingConfig(maxNewTokens, temperature, topK, topP, minP, repetitionPenalty, stop),
                klPrompts);
    }
}
