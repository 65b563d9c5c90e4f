package org.dpoworkbench.engine.config;

import org.dpoworkbench.engine.problem.Problems;

/// When the held-out pairs are evaluated and what is sampled then.
///
/// @param evalSteps    steps between evaluations, besides the one at step 0 and the one at the end; below 1: a share of
///                     all steps; 0: only at step 0 and at the end
/// @param samplePrompts how many held-out prompts are answered, by the reference once and by the policy at each
/// evaluation
/// @param sampleMaxNewTokens cap of a sampled completion, in tokens
/// @param sampleTemperature  0: greedy
public record EvaluationConfig(double evalSteps, int samplePrompts, int sampleMaxNewTokens, double sampleTemperature) {
    public EvaluationConfig {
        Problems.in("evaluation")
                .check(evalSteps >= 0 && Double.isFinite(evalSteps), "eval_steps must be >= 0, is %s", evalSteps)
                .check(
                        evalSteps < 1 || evalSteps == Math.rint(evalSteps),
                        "eval_steps is a share below 1 or a whole number of steps, is %s",
                        evalSteps)
                .check(samplePrompts >= 0, "sample_prompts must be >= 0, is %s", samplePrompts)
                .check(sampleMaxNewTokens >= 1, "sample_max_new_tokens must be >= 1, is %s", sampleMaxNewTokens)
                .check(
                        sampleTemperature >= 0 && Double.isFinite(sampleTemperature),
                        "sample_temperature must be >= 0, is %s",
                        sampleTemperature)
                .throwIfAny();
    }
}
