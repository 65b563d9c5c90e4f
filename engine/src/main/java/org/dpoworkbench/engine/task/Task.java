package org.dpoworkbench.engine.task;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Operation;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.data.GivenPrompt;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.generate.SamplingSpeed;
import org.dpoworkbench.engine.score.ImplicitReward;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Computing that is no run: it answers and, but for [Bandit], leaves nothing behind. It has a process
/// of its own, as a run has, since only such a process is started with what the kernels need.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Task.LogProbs.class, name = "logps"),
    @JsonSubTypes.Type(value = Task.TokenLogProbs.class, name = "token_logps"),
    @JsonSubTypes.Type(value = Task.Sample.class, name = "sample"),
    @JsonSubTypes.Type(value = Task.Score.class, name = "score"),
    @JsonSubTypes.Type(value = Task.Merge.class, name = "merge"),
    @JsonSubTypes.Type(value = Task.Benchmark.class, name = "benchmark"),
    @JsonSubTypes.Type(value = Task.Trial.class, name = "trial"),
    @JsonSubTypes.Type(value = Task.Bandit.class, name = "bandit"),
    @JsonSubTypes.Type(value = Task.Look.class, name = "look"),
    @JsonSubTypes.Type(value = Task.SelfTest.class, name = "self_test")
})
public sealed interface Task {

    /// The device that its process is started for.
    default Device computesOn() {
        return switch (this) {
            case LogProbs task -> task.device().device();
            case TokenLogProbs task -> task.device().device();
            case Sample task -> task.device().device();
            case Score task -> task.device().device();
            case Benchmark task -> task.config().device().device();
            case Trial task -> task.config().device().device();
            case SelfTest task -> task.device().device();
            case Merge _, Bandit _, Look _ -> Device.CPU;
        };
    }

    /// Summed log-probs of every pair; its results are [PairLogProbs] in file order.
    ///
    /// @param reference the same folder as `model`'s stands for the model without its adapter
    record LogProbs(ModelSource model, ModelSource reference, DataConfig data, DeviceConfig device) implements Task {}

    /// Log-probs of single tokens; its results are [PairTokens] in the order of `pairs`.
    record TokenLogProbs(ModelSource model, ModelSource reference, List<TokenizedPair> pairs, DeviceConfig device)
            implements Task {}

    /// Sampled completions; its results are [SampleNews], for each prompt the policy's before the reference's.
    ///
    /// @param count    texts a prompt and model
    /// @param template what makes texts of conversations; absent: the model's own
    /// @param choosing which of the policy's texts are told; absent: all
    /// @param stream   whether the pieces of a text are told as they come; for one text
    record Sample(
            ModelSource model,
            Optional<ModelSource> reference,
            List<GivenPrompt> prompts,
            int count,
            SamplingConfig sampling,
            long seed,
            Optional<TemplateChoice> template,
            Optional<Choosing> choosing,
            boolean stream,
            DeviceConfig device)
            implements Task {}

    /// Keeps some of a prompt's texts by their implicit reward.
    ///
    /// @param model         whose reward it is
    /// @param reference     what that model was trained against
    /// @param beta          of the reward
    /// @param keep          how many of a prompt's texts stay
    /// @param rejectionBeta of rejection sampling; absent: the best stay
    record Choosing(ModelSource model, ModelSource reference, double beta, int keep, Optional<Double> rejectionBeta) {}

    /// Implicit rewards of the completions in files; its results are [Scored] in file order.
    record Score(ModelSource model, ModelSource reference, double beta, DataConfig data, DeviceConfig device)
            implements Task {}

    /// Writes a model with its adapter merged into the weights; its one result is [Merged].
    ///
    /// @param output the folder to write
    record Merge(ModelSource model, Path output, SaveDtype saveDtype) implements Task {}

    /// Training speed; its one result is a [Speed].
    ///
    /// @param warmUpSeconds of training on the same pairs before, uncounted
    /// @param rounds        how often all pairs are trained on, at least 1
    record Benchmark(RunConfig config, double warmUpSeconds, int rounds) implements Task {}

    /// A moment's training on the run's longest pairs, as many as a step has, and one answer; its one result is a
    /// [TrialResult].
    record Trial(RunConfig config) implements Task {}

    /// The project of IPO's bandit experiments, written into `folder`; its results are
    /// [org.dpoworkbench.engine.bandit.BanditProject.Outcome]s.
    record Bandit(Path folder, long seed) implements Task {}

    /// Looks at what there is to compute on; its one result is a [org.dpoworkbench.engine.device.DeviceReport].
    record Look() implements Task {}

    /// Trains a little on a device and measures it; its one result is
    /// [org.dpoworkbench.engine.device.SelfTestNumbers].
    record SelfTest(DeviceConfig device) implements Task {}

    /// An adapter that has become part of a model.
    ///
    /// @param modules how many linear maps it stood beside
    record Merged(int modules) {}

    /// Log-probs of a pair, natural logarithms summed over scored tokens, and how many those are.
    record PairLogProbs(
            int chosenTokens,
            int rejectedTokens,
            double policyChosenLogp,
            double policyRejectedLogp,
            double referenceChosenLogp,
            double referenceRejectedLogp) {}

    /// A pair's completions token by token.
    record PairTokens(String id, List<TokenScore> chosen, List<TokenScore> rejected) {}

    /// A completion's token.
    ///
    /// @param text      the piece of text it stands for
    /// @param policy    its log-prob in nats; absent where it is not scored
    /// @param reference likewise
    record TokenScore(String text, Optional<Double> policy, Optional<Double> reference) {}

    /// A completion and whose it is.
    ///
    /// @param model  `policy` or `reference`
    /// @param tokens   how many were generated, the end token included
    /// @param endToken the end token's name in the vocabulary, where one ended it
    record SampledText(
            String model, String prompt, String completion, int tokens, CompletionEnd end, Optional<String> endToken) {}

    /// Some of what is sampled, and how it is going.
    ///
    /// @param piece what a text has grown by
    /// @param text  a text that is whole
    /// @param speed of policy and reference together, told last
    record SampleNews(Optional<String> piece, Optional<NumberedText> text, Optional<SamplingSpeed> speed) {}

    /// @param prompt number of the prompt, from 0
    /// @param sample number among the prompt's texts, from 0
    /// @param reward implicit reward, where texts are chosen by it
    record NumberedText(int prompt, int sample, SampledText text, Optional<Double> reward) {}

    /// A record's completions and their implicit rewards.
    ///
    /// @param source  the file
    /// @param line    line, element or row in it, from 1
    /// @param dropped why nothing of this record is scored; there are no completions then
    record Scored(
            String source, long line, String prompt, List<ScoredCompletion> completions, Optional<Unscored> dropped) {}

    /// @param completions how many the record has; 0 where it cannot be read, absent where that was not counted
    record Unscored(String reason, Optional<Integer> completions) {}

    /// @param cut whether the length limit cut it
    record ScoredCompletion(String text, ImplicitReward reward, boolean cut) {}

    /// How fast training is.
    ///
    /// @param rounds           in their order
    /// @param peakRssMib       largest resident memory of the process; absent where the system does not tell
    /// @param buffersMib       what training has of the device's memory
    /// @param timeToFirstStepS from the process' start to the end of its first step
    /// @param stepMs           median wall time of a step
    /// @param timeShare        of each operation in the steps' wall time, all rounds together
    record Speed(
            List<Round> rounds,
            Optional<Double> peakRssMib,
            double buffersMib,
            double timeToFirstStepS,
            double stepMs,
            Map<Operation, Double> timeShare) {}

    /// All pairs once.
    ///
    /// @param tokensPerS           prompt once + chosen + rejected; the reference pass is not counted
    /// @param gflops               thousand million additions and multiplications of the model a second
    /// @param matrixProductGflops  the same of nothing but large matrix products, right after it
    /// @param vectorProductGflops  the same of these by OpenBLAS, where they are computed otherwise before
    record Round(
            double pairsPerS,
            double tokensPerS,
            double gflops,
            double matrixProductGflops,
            double vectorProductGflops) {}

    /// How a step of the longest pairs went.
    ///
    /// @param pairs         pairs of the step
    /// @param longestTokens of the longest pair: prompt once + chosen + rejected
    /// @param tokensPerS    of the fastest step; prompt once + chosen + rejected
    /// @param stepMs        wall time of the fastest step
    /// @param peakRssMib    largest resident memory of the process; absent where the system does not tell
    /// @param sample        what the policy answers to a prompt; absent without tokenizer or fitting prompt
    record TrialResult(
            int pairs,
            int longestTokens,
            double tokensPerS,
            double stepMs,
            Optional<Double> peakRssMib,
            Optional<SampledText> sample) {}
}
