package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;

/// Which settings of a run give how much memory back, each counted by itself.
public final class MemorySavings {
    private static final int USUAL_RANK = 16;
    private static final int FEWEST_TOKENS = 256;

    private final RunConfig config;
    private final ModelFolder policy;
    private final ModelFolder reference;
    private final TokenizedSet<? extends TokenizedExample> set;
    private final MemoryNeed now;

    public MemorySavings(
            RunConfig config,
            ModelFolder policy,
            ModelFolder reference,
            TokenizedSet<? extends TokenizedExample> set,
            MemoryNeed now) {
        this.config = config;
        this.policy = policy;
        this.reference = reference;
        this.set = set;
        this.now = now;
    }

    /// A setting and what it gives back.
    ///
    /// @param option as on the command line
    /// @param bytes  fewer than now
    public record Saving(String option, long bytes) {}

    /// Those that give something back, the least change to the run first.
    public List<Saving> all() {
        List<Saving> savings = new ArrayList<>();
        MemoryConfig memory = config.memory();
        int tokens = config.batch().maxTokensPerMicroBatch();
        if (tokens / 2 >= FEWEST_TOKENS) {
            add(savings, "--max-tokens-per-micro-batch " + tokens / 2, withTokens(config, tokens / 2));
        }
        if (!memory.gradientCheckpointing()) {
            add(savings, "--gradient-checkpointing", config.withMemory(new MemoryConfig(true, memory.frozenDtype())));
        }
        for (Optim smaller : smaller(config.optimizer().optim())) {
            add(
                    savings,
                    "--optim " + smaller.text(),
                    config.withOptimizer(config.optimizer().with(smaller)));
        }
        if (config.lora().isPresent()) {
            for (FrozenDtype smaller : smaller(memory.frozenDtype())) {
                add(
                        savings,
                        "--frozen-dtype " + smaller.text(),
                        config.withMemory(new MemoryConfig(memory.gradientCheckpointing(), smaller)));
            }
        }
        if (config.lora().isEmpty()) {
            LoraConfig lora = LoraConfig.fresh(USUAL_RANK, 2.0 * USUAL_RANK, 0.05, Optional.empty(), false);
            add(savings, "--use-peft --lora-r " + USUAL_RANK, config.withLora(Optional.of(lora)));
        }
        return savings;
    }

    private List<FrozenDtype> smaller(FrozenDtype now) {
        return switch (now) {
            case FLOAT32 -> isNd4j() ? List.of(FrozenDtype.BFLOAT16) : List.of(FrozenDtype.BFLOAT16, FrozenDtype.NF4);
            case BFLOAT16 -> isNd4j() ? List.of() : List.of(FrozenDtype.NF4);
            case NF4 -> List.of();
        };
    }

    private List<Optim> smaller(Optim now) {
        boolean onCard = config.device().device() == Device.CUDA;
        return switch (now) {
            case ADAMW ->
                onCard
                        ? List.of(Optim.PAGED_ADAMW, Optim.ADAMW_8BIT, Optim.PAGED_ADAMW_8BIT)
                        : isNd4j() ? List.of() : List.of(Optim.ADAMW_8BIT);
            case ADAMW_8BIT -> onCard ? List.of(Optim.PAGED_ADAMW_8BIT) : List.of();
            case PAGED_ADAMW, PAGED_ADAMW_8BIT, RMSPROP -> List.of();
        };
    }

    private boolean isNd4j() {
        return config.device().device() == Device.ND4J_CUDA;
    }

    private void add(List<Saving> savings, String option, RunConfig changed) {
        long fewer = now.total() - need(changed).total();
        if (fewer > 0) {
            savings.add(new Saving(option, fewer));
        }
    }

    /// The largest token budget with which the run takes at most `bytes`, no larger than its own; absent where
    /// activations are not what is too much.
    public Optional<Integer> tokensThatFit(long bytes) {
        int fits = 0;
        int tooMany = config.batch().maxTokensPerMicroBatch();
        while (tooMany - fits > FEWEST_TOKENS / 4) {
            int middle = (fits + tooMany) / 2;
            if (need(withTokens(config, Math.max(2, middle))).total() <= bytes) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits < 2 ? Optional.empty() : Optional.of(fits);
    }

    private MemoryNeed need(RunConfig changed) {
        return MemoryNeed.of(changed, policy, reference, set);
    }

    private static RunConfig withTokens(RunConfig config, int tokens) {
        return config.withBatch(config.batch().withMaxTokensPerMicroBatch(tokens));
    }

    /// Says that a run does not fit, what it is made of, and what can be done.
    ///
    /// @param device its name
    /// @param free   bytes of it that nobody uses
    /// @param room   bytes of those that buffers can have
    public UserError doesNotFit(String device, long free, long room) {
        StringBuilder text = new StringBuilder(
                "The run needs %s of the memory of %s, where %,d MiB are free, %,d of them for buffers."
                        .formatted(now.text(), device, free / (1 << 20), Math.max(0, room) / (1 << 20)));
        tokensThatFit(room)
                .ifPresent(tokens -> text.append(" It fits with --max-tokens-per-micro-batch %d.".formatted(tokens)));
        List<Saving> savings = all();
        if (!savings.isEmpty()) {
            text.append(" Each by itself gives back:");
            String comma = " ";
            for (Saving saving : savings) {
                text.append(comma)
                        .append("%s %,d MiB".formatted(saving.option(), MemoryNeed.mebibytes(saving.bytes())));
                comma = ", ";
            }
            text.append('.');
        }
        return new UserError(text.toString());
    }
}
