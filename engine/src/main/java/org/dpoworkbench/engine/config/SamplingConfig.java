package org.dpoworkbench.engine.config;

import java.util.List;
import org.dpoworkbench.engine.problem.Problems;

/// How completions are sampled; names and meaning are those of transformers' generation settings.
///
/// The repetition penalty acts first, then the temperature, then `topK`, `topP` and `minP`, each on what the one before
/// left.
///
/// @param maxNewTokens      cap of a completion, its end token included
/// @param temperature       logits are divided by it; 0: always the likeliest token
/// @param topK              only the likeliest so many tokens are drawn from; 0: all
/// @param topP              only the likeliest tokens that together have this probability, in (0, 1]; 1: all
/// @param minP              only tokens at least this share as likely as the likeliest, in [0, 1); 0: all
/// @param repetitionPenalty logits of tokens that the text has already are divided by it where positive, multiplied
///                          where negative (CTRL, Keskar et al. 2019, arXiv 1909.05858, section 4.1); 1: none
/// @param stop              texts that end a completion; they stay at its end
public record SamplingConfig(
        int maxNewTokens,
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        List<String> stop) {
    public SamplingConfig {
        stop = List.copyOf(stop);
        Problems.in("sampling")
                .check(maxNewTokens >= 1, "max_new_tokens must be >= 1, is %s", maxNewTokens)
                .check(temperature >= 0 && Double.isFinite(temperature), "temperature must be >= 0, is %s", temperature)
                .check(topK >= 0, "top_k must be >= 0, is %s", topK)
                .check(topP > 0 && topP <= 1, "top_p must be in (0, 1], is %s", topP)
                .check(minP >= 0 && minP < 1, "min_p must be in [0, 1), is %s", minP)
                .check(
                        repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                        "repetition_penalty must be > 0, is %s",
                        repetitionPenalty)
                .check(stop.stream().noneMatch(String::isEmpty), "stop has an empty text, which would end every answer")
                .check(
                        temperature != 0 || topK == 0,
                        "top_k is for sampling; with temperature 0 the likeliest token is taken whatever it is")
                .check(
                        temperature != 0 || topP == 1,
                        "top_p is for sampling; with temperature 0 the likeliest token is taken whatever it is")
                .check(
                        temperature != 0 || minP == 0,
                        "min_p is for sampling; with temperature 0 the likeliest token is taken whatever it is")
                .throwIfAny();
    }

    /// From the model's own distribution where the temperature is 1, always the likeliest token where it is 0.
    public static SamplingConfig plain(int maxNewTokens, double temperature) {
        return new SamplingConfig(maxNewTokens, temperature, 0, 1, 0, 1, List.of());
    }
}
