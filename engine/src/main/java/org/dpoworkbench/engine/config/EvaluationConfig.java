package org.dpoworkbench.engine.config;

import org.dpoworkbench.engine.problem.Problems;

/// When the held-out pairs are evaluated and what is sampled then.
///
/// @param evalSteps        steps between evaluations, besides the one at step 0 and the one at the end; below 1: a
///                         share of all steps; 0: only at step 0 and at the end
/// @param samplePrompts    how many held-out prompts are answered, by the reference once and by the policy at each
///                         evaluation
/// @param samplesPerPrompt answers to each of them
/// @param sampling         how they are sampled; the seed is the run's
/// @param klPrompts        held-out prompts that the policy answers at each evaluation for `kl/sampled`, at temperature
///                         1 whatever `sampling` says, with its cap; 0: it is not estimated
public record EvaluationConfig(
        double evalSteps, int samplePrompts, int samplesPerPrompt, SamplingConfig sampling, int klPrompts) {
    public EvaluationConfig {
        Problems.in("evaluation")
                .check(evalSteps >= 0 && Double.isFinite(evalSteps), "eval_steps must be >= 0, is %s", evalSteps)
                .check(
                        evalSteps < 1 || evalSteps == Math.rint(evalSteps),
                        "eval_steps is a share below 1 or a whole number of steps, is %s",
                        evalSteps)
                .check(samplePrompts >= 0, "sample_prompts must be >= 0, is %s", samplePrompts)
                .check(samplesPerPrompt >= 1, "samples_per_prompt must be >= 1, is %s", samplesPerPrompt)
                .check(
                        samplePrompts > 0 || samplesPerPrompt <= 1,
                        "samples_per_prompt says how many answers each prompt gets, and sample_prompts is 0")
                .check(
                        klPrompts == 0 || samplePrompts > 0,
                        "kl_prompts needs sample_prompts: the estimate is recorded with the samples")
                .check(
                        klPrompts == 0 || klPrompts >= 2,
                        "kl_prompts must be 0 or at least 2, for its standard error; it is %s",
                        klPrompts)
                .throwIfAny();
    }

    /// One answer a prompt, and no estimate of the KL divergence.
    public static EvaluationConfig of(double evalSteps, int samplePrompts, int maxNewTokens, double temperature) {
        return new EvaluationConfig(evalSteps, samplePrompts, 1, SamplingConfig.plain(maxNewTokens, temperature), 0);
    }
}
