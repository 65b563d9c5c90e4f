package org.dpoworkbench.engine.metric;

import static org.dpoworkbench.engine.metric.MetricUnit.CELSIUS;
import static org.dpoworkbench.engine.metric.MetricUnit.EPOCHS;
import static org.dpoworkbench.engine.metric.MetricUnit.MEBIBYTES;
import static org.dpoworkbench.engine.metric.MetricUnit.MILLISECONDS;
import static org.dpoworkbench.engine.metric.MetricUnit.NATS;
import static org.dpoworkbench.engine.metric.MetricUnit.NATS_PER_TOKEN;
import static org.dpoworkbench.engine.metric.MetricUnit.NONE;
import static org.dpoworkbench.engine.metric.MetricUnit.OF_THE_LOSS;
import static org.dpoworkbench.engine.metric.MetricUnit.PAIRS_PER_SECOND;
import static org.dpoworkbench.engine.metric.MetricUnit.SHARE;
import static org.dpoworkbench.engine.metric.MetricUnit.TOKENS;
import static org.dpoworkbench.engine.metric.MetricUnit.TOKENS_PER_SECOND;
import static org.dpoworkbench.engine.metric.MetricUnit.TRUE_REWARD;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every number that a run records: its name in files, and what it means.
///
/// Names are TRL's wherever TRL has one. On held-out pairs the name begins with `eval_`. In the formulas, π is the
/// policy, π_ref the reference, x the prompt, y_w the chosen and y_l the rejected completion, |y| its scored tokens,
/// Δ the log-ratio and h the margin; means go over the pairs of a step or of an evaluation.
public enum Metric {
    LOSS(
            "loss",
            "Loss",
            OF_THE_LOSS,
            "What training minimises. Its unit belongs to the loss: numbers of different losses, or of IPO under"
                    + " different normalisations, say nothing about each other.",
            "DPO: −log σ(βh);  IPO: (h − 1/(2β))²;  hinge: max(0, 1 − βh);  the others: docs/losses.md"),
    NLL_LOSS(
            "nll_loss",
            "Likelihood term",
            NATS_PER_TOKEN,
            "Mean negative log-likelihood of the chosen completions' scored tokens, where the loss has it as a term: all"
                    + " tokens of a batch count alike.",
            "mean over batches of −Σ log π(y_w|x) / Σ |y_w|"),
    KL(
            "kl",
            "KL of KTO",
            NATS,
            "KTO's estimate of the policy's distance from the reference: the mean log-ratio of completions under the"
                    + " prompts of other completions of their batch, and 0 where that is negative. Not the KL of samples.",
            "mean over batches of max(0, mean Δ(y'|x))"),
    DESIRABLE(
            "desirable",
            "Desirable completions",
            SHARE,
            "Share of completions whose verdict is that they are wanted, in data without pairs.",
            "mean of [y is desirable]"),
    LEARNING_RATE(
            "learning_rate", "Learning rate", NONE, "The rate the optimiser used in this step.", "schedule(step)"),
    GRAD_NORM(
            "grad_norm",
            "Gradient norm",
            NONE,
            "Length of the whole gradient before clipping. Its scale belongs to the loss: at h = 0 the slope is β/2 for"
                    + " DPO and 1/β for summed IPO.",
            "‖∇ loss‖₂"),
    GRAD_CLIPPED(
            "grad_clipped",
            "Clipped steps",
            SHARE,
            "Share of steps whose gradient was scaled down to the limit since the last record.",
            "mean of [grad_norm > max_grad_norm]"),
    NUM_TOKENS(
            "num_tokens",
            "Tokens seen",
            TOKENS,
            "Tokens computed since the start of the run; a pair's prompt counts once.",
            "Σ |x| + |y_w| + |y_l|"),
    EPOCH("epoch", "Epoch", EPOCHS, "Passes over the training pairs so far.", "batches seen / batches of an epoch"),

    REWARDS_CHOSEN(
            "rewards/chosen",
            "Reward of chosen",
            NATS,
            "Implicit reward of the chosen completion, from summed log-probabilities for every loss.",
            "β Δ(y_w)"),
    REWARDS_REJECTED(
            "rewards/rejected",
            "Reward of rejected",
            NATS,
            "Implicit reward of the rejected completion, from summed log-probabilities for every loss.",
            "β Δ(y_l)"),
    REWARDS_MARGINS(
            "rewards/margins",
            "Reward margin",
            NATS,
            "How much more implicit reward the chosen completion has.",
            "β (Δ(y_w) − Δ(y_l))"),
    REWARDS_ACCURACIES(
            "rewards/accuracies",
            "Reward accuracy",
            SHARE,
            "Share of pairs whose chosen completion gained more on the reference than the rejected one. A tie counts as"
                    + " wrong, so it is 0 where policy and reference are the same.",
            "mean of [h > 0]"),
    REWARDS_ACCURACIES_LOW(
            "rewards/accuracies_low",
            "Reward accuracy, lower bound",
            SHARE,
            "Lower end of the 95 % binomial interval of the reward accuracy.",
            "Wilson score interval, z = 1.96"),
    REWARDS_ACCURACIES_HIGH(
            "rewards/accuracies_high",
            "Reward accuracy, upper bound",
            SHARE,
            "Upper end of the 95 % binomial interval of the reward accuracy.",
            "Wilson score interval, z = 1.96"),
    REWARDS_ACCURACIES_LENGTH_MATCHED(
            "rewards/accuracies_length_matched",
            "Reward accuracy, equal lengths",
            SHARE,
            "Reward accuracy on the pairs whose lengths differ by at most 10 % of the longer side, where length alone"
                    + " can decide little.",
            "mean of [h > 0] over pairs with ||y_w| − |y_l|| ≤ 0.1 max(|y_w|, |y_l|)"),
    REWARDS_ACCURACIES_LENGTH_MATCHED_N(
            "rewards/accuracies_length_matched_n",
            "Pairs of equal length",
            MetricUnit.PAIRS,
            "How many pairs the accuracy at equal lengths is taken over.",
            "count of pairs with ||y_w| − |y_l|| ≤ 0.1 max(|y_w|, |y_l|)"),
    REWARDS_TIES(
            "rewards/ties",
            "Ties",
            SHARE,
            "Share of pairs whose margin is nothing but rounding.",
            "mean of [|h| ≤ 1e-3 + 1e-6 Σ|log π|]"),

    LOGPS_CHOSEN(
            "logps/chosen",
            "Log-probability of chosen",
            NATS,
            "Log-probability of the chosen completion under the policy, summed over its scored tokens, end token"
                    + " included.",
            "log π(y_w|x)"),
    LOGPS_REJECTED(
            "logps/rejected",
            "Log-probability of rejected",
            NATS,
            "Log-probability of the rejected completion under the policy, summed over its scored tokens, end token"
                    + " included.",
            "log π(y_l|x)"),
    LOGPS_ACCURACIES(
            "logps/accuracies",
            "Ranking accuracy",
            SHARE,
            "Share of pairs whose chosen completion is the more probable one under the policy alone. Not the reward"
                    + " accuracy, which compares with the reference.",
            "mean of [log π(y_w|x) > log π(y_l|x)]"),

    LOGRATIOS_CHOSEN(
            "logratios/chosen",
            "Log-ratio of chosen",
            NATS,
            "How much more probable training made the chosen completion. Losses can be compared on this scale.",
            "Δ(y_w) = log π(y_w|x) − log π_ref(y_w|x)"),
    LOGRATIOS_REJECTED(
            "logratios/rejected",
            "Log-ratio of rejected",
            NATS,
            "How much more probable training made the rejected completion. Losses can be compared on this scale.",
            "Δ(y_l) = log π(y_l|x) − log π_ref(y_l|x)"),
    LOGRATIOS_PER_TOKEN_CHOSEN(
            "logratios_per_token/chosen",
            "Log-ratio of chosen, per token",
            NATS_PER_TOKEN,
            "The chosen completion's log-ratio over its scored tokens.",
            "Δ(y_w) / |y_w|"),
    LOGRATIOS_PER_TOKEN_REJECTED(
            "logratios_per_token/rejected",
            "Log-ratio of rejected, per token",
            NATS_PER_TOKEN,
            "The rejected completion's log-ratio over its scored tokens.",
            "Δ(y_l) / |y_l|"),
    MARGINS_SUM(
            "margins/sum",
            "Margin",
            NATS,
            "Chosen log-ratio minus rejected log-ratio. It grows with the lengths of the answers mechanically.",
            "h = Δ(y_w) − Δ(y_l)"),
    MARGINS_MEAN(
            "margins/mean",
            "Margin per token",
            NATS_PER_TOKEN,
            "Chosen minus rejected log-ratio, each over its own scored tokens.",
            "Δ(y_w)/|y_w| − Δ(y_l)/|y_l|"),
    WEIGHTS_MEAN(
            "weights/mean",
            "Mean weight",
            SHARE,
            "How wrong the model still is on its pairs; DPO's gradient weight. One half at the start.",
            "mean of σ(−βh)"),

    LENGTHS_CHOSEN(
            "lengths/chosen", "Length of chosen", TOKENS, "Scored tokens of the data's chosen completions.", "|y_w|"),
    LENGTHS_REJECTED(
            "lengths/rejected",
            "Length of rejected",
            TOKENS,
            "Scored tokens of the data's rejected completions.",
            "|y_l|"),
    LENGTHS_GAP(
            "lengths/gap", "Length gap", TOKENS, "How much longer the data's chosen completions are.", "|y_w| − |y_l|"),
    LENGTHS_TRUNCATED(
            "lengths/truncated",
            "Truncated completions",
            SHARE,
            "Share of the data's completions, both sides, that max_length cut.",
            "cut completions / (2 pairs)"),
    LENGTHS_MARGIN_CORRELATION(
            "lengths/margin_correlation",
            "Margin and length gap",
            NONE,
            "Rank correlation of the summed margin with the length gap over the whole evaluation set. The summed margin"
                    + " grows with length mechanically. Undefined below 30 pairs or without variance.",
            "Spearman's ρ(h, |y_w| − |y_l|)"),
    LENGTHS_MARGIN_CORRELATION_LOW(
            "lengths/margin_correlation_low",
            "Margin and length gap, lower bound",
            NONE,
            "Lower end of the 95 % interval of that correlation.",
            "Fisher's z"),
    LENGTHS_MARGIN_CORRELATION_HIGH(
            "lengths/margin_correlation_high",
            "Margin and length gap, upper bound",
            NONE,
            "Upper end of the 95 % interval of that correlation.",
            "Fisher's z"),
    LENGTHS_MARGIN_MEAN_CORRELATION(
            "lengths/margin_mean_correlation",
            "Margin per token and length gap",
            NONE,
            "Rank correlation of the margin per token with the length gap over the whole evaluation set. Undefined below"
                    + " 30 pairs or without variance.",
            "Spearman's ρ(Δ(y_w)/|y_w| − Δ(y_l)/|y_l|, |y_w| − |y_l|)"),
    LENGTHS_MARGIN_MEAN_CORRELATION_LOW(
            "lengths/margin_mean_correlation_low",
            "Margin per token and length gap, lower bound",
            NONE,
            "Lower end of the 95 % interval of that correlation.",
            "Fisher's z"),
    LENGTHS_MARGIN_MEAN_CORRELATION_HIGH(
            "lengths/margin_mean_correlation_high",
            "Margin per token and length gap, upper bound",
            NONE,
            "Upper end of the 95 % interval of that correlation.",
            "Fisher's z"),
    LENGTHS_SAMPLES(
            "lengths/samples",
            "Length of samples",
            TOKENS,
            "Tokens of the policy's own answers to the run's fixed prompts, end token included. What training changes,"
                    + " unlike the data's lengths.",
            "mean |y|, y ~ π(·|x)"),
    LENGTHS_SAMPLES_REFERENCE(
            "lengths/samples_reference",
            "Length of reference samples",
            TOKENS,
            "Tokens of the reference's answers to the same prompts, end token included.",
            "mean |y|, y ~ π_ref(·|x)"),
    LENGTHS_SAMPLES_ENDED(
            "lengths/samples_ended",
            "Samples that ended",
            SHARE,
            "Share of the samples that ended by an end token before the cap.",
            "mean of [y ends by an end token]"),

    REWARD_TRUE(
            "reward/true",
            "True reward of samples",
            TRUE_REWARD,
            "Mean score of the samples by the task's known true reward, which training never sees.",
            "mean r*(x, y), y ~ π(·|x)"),
    KL_SAMPLED_ERROR(
            "kl/sampled_error",
            "Standard error of the KL",
            NATS,
            "Standard error of kl/sampled over its completions.",
            "sd / √n"),

    KL_SAMPLED_CAP(
            "kl/sampled_cap",
            "Cap of the KL's completions",
            TOKENS,
            "Tokens after which a completion of kl/sampled is cut: what the cut takes is missing from the KL.",
            "sample_max_new_tokens"),

    KL_SAMPLED_CAPPED(
            "kl/sampled_capped",
            "Capped completions of the KL",
            SHARE,
            "Share of the completions of kl/sampled that did not end before the cap.",
            "mean of [y is cut]"),

    KL_SAMPLED(
            "kl/sampled",
            "KL to the reference",
            NATS,
            "Distance of policy from reference on the policy's own samples at temperature 1, without top-k or top-p.",
            "mean over y ~ π(·|x) of Σ_t log π(y_t|x, y_<t) − log π_ref(y_t|x, y_<t)"),

    PAIRS(
            "pairs",
            "Pairs",
            MetricUnit.PAIRS,
            "How many pairs the numbers of a source are taken over.",
            "count of the source's pairs"),

    POLICY_A(
            "policy/a",
            "Probability of a",
            SHARE,
            "How probable the policy makes action a, in the bandit experiments, where the policy is three logits.",
            "π(a)"),
    POLICY_B("policy/b", "Probability of b", SHARE, "How probable the policy makes action b.", "π(b)"),
    POLICY_C("policy/c", "Probability of c", SHARE, "How probable the policy makes action c.", "π(c)"),

    WEIGHTS_CHANGED(
            "weights/changed",
            "Weights changed",
            SHARE,
            "Share of the trained weights that differ from what the run started with, both rounded to the number type of"
                    + " the final model; taken at evaluations and at the end. Near 0, the steps are lost in rounding:"
                    + " 0.02 − 5e-7 is 0.02 in bfloat16.",
            "mean over trained weights w of [round(w) ≠ round(w at the start)]"),

    SPEED_PAIRS_PER_SECOND(
            "speed/pairs_per_second",
            "Pairs per second",
            PAIRS_PER_SECOND,
            "Training pairs over the step's wall time.",
            "pairs / s"),
    SPEED_TOKENS_PER_SECOND(
            "speed/tokens_per_second",
            "Tokens per second",
            TOKENS_PER_SECOND,
            "Tokens over the step's wall time; a pair's prompt counts once, the reference pass not.",
            "(|x| + |y_w| + |y_l|) / s"),
    SPEED_STEP_MS("speed/step_ms", "Step time", MILLISECONDS, "Wall time of the step.", "ms"),
    MEMORY_PEAK_MIB(
            "memory/peak_mib", "Peak memory", MEBIBYTES, "Largest resident memory of the worker so far.", "MiB"),
    MEMORY_GPU_MIB(
            "memory/gpu_mib",
            "GPU memory",
            MEBIBYTES,
            "Memory of the card in use by every process on it, when it was last asked; at most once a second. On the CPU"
                    + " there is none.",
            "MiB"),
    GPU_UTILISATION(
            "gpu/utilisation",
            "GPU utilisation",
            SHARE,
            "Share of the last moments in which the card ran a kernel, as NVML tells it. A kernel that uses a part of the"
                    + " card counts like one that uses it all.",
            "time with a kernel / time"),
    GPU_TEMPERATURE(
            "gpu/temperature",
            "GPU temperature",
            CELSIUS,
            "The card's temperature when it was last asked, as NVML tells it.",
            "°C");

    /// What a metric's name begins with where it is taken on held-out pairs.
    public static final String EVAL_PREFIX = "eval_";

    private static final Map<String, Metric> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Metric::key, Function.identity()));

    private final String key;
    private final String label;
    private final MetricUnit unit;
    private final String definition;
    private final String formula;

    Metric(String key, String label, MetricUnit unit, String definition, String formula) {
        this.key = key;
        this.label = label;
        this.unit = unit;
        this.definition = definition;
        this.formula = formula;
    }

    /// The metric that a name in a journal means, on training pairs or as an [EvaluationKey].
    public static Optional<Metric> ofKey(String key) {
        return isEvalKey(key)
                ? EvaluationKey.parse(key).map(EvaluationKey::metric)
                : Optional.ofNullable(BY_KEY.get(key));
    }

    /// Whether the name says that the value was taken on held-out pairs.
    public static boolean isEvalKey(String key) {
        return key.startsWith(EVAL_PREFIX);
    }

    /// The name in files, on training pairs.
    public String key() {
        return key;
    }

    /// The name in files, on held-out pairs.
    public String evalKey() {
        return EVAL_PREFIX + key;
    }

    /// A short name for a heading or an axis, in sentence case.
    public String label() {
        return label;
    }

    public MetricUnit unit() {
        return unit;
    }

    /// What the number says, in one to three sentences.
    public String definition() {
        return definition;
    }

    public String formula() {
        return formula;
    }

    /// The value on training pairs, where it is defined.
    public OptionalDouble in(Map<String, Double> metrics) {
        return value(metrics, key());
    }

    /// The value on held-out pairs, where it is defined.
    public OptionalDouble evalIn(Map<String, Double> metrics) {
        return value(metrics, evalKey());
    }

    private static OptionalDouble value(Map<String, Double> metrics, String key) {
        Double value = metrics.get(key);
        return value == null || !Double.isFinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
