package org.dpoworkbench.app.cli.options;

import org.dpoworkbench.engine.config.EvaluationConfig;
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
            names = "--sample-max-new-tokens",
            paramLabel = "TOKENS",
            defaultValue = "64",
            description = "Longest sampled answer (default: ${DEFAULT-VALUE}).")
    private int sampleMaxNewTokens;

    @Option(
            names = "--sample-temperature",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Temperature of sampling (default: ${DEFAULT-VALUE}, greedy).")
    private double sampleTemperature;

    EvaluationConfig toConfig() {
        return new EvaluationConfig(evalSteps, samplePrompts, sampleMaxNewTokens, sampleTemperature);
    }
}
