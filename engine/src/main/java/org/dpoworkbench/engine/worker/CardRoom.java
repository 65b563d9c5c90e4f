package org.dpoworkbench.engine.worker;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.CudaBackend;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.train.MemoryNeed;
import org.dpoworkbench.engine.train.MemorySavings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a run fit into a card's memory before anything is made there: the largest micro-batches that there is room
/// for, up to what the configuration allows.
final class CardRoom {
    private static final Logger LOG = LoggerFactory.getLogger(CardRoom.class);

    /// The driver hands memory out in pieces of 2 MiB, and kernels leave intermediate sums and widened weights to each
    /// other.
    private static final long KEPT = 160L << 20;
    private static final long KEPT_SHARE = 64;

    private CardRoom() {}

    /// The configuration with as many tokens a micro-batch as there is room for; on a processor, as it is.
    ///
    /// @param begunWith most tokens of the micro-batches that the run was begun with, absent where it begins; it
    ///                  goes on with as many, or its numbers would differ by rounding
    /// @throws UserError where it cannot be made to fit, with what would help
    static RunConfig fit(RunConfig config, Optional<Integer> begunWith, RunInputs inputs, Backend backend) {
        RunConfig begun = begunWith.map(tokens -> with(config, tokens)).orElse(config);
        if (!(backend instanceof CudaBackend cuda)) {
            return begun;
        }
        MemoryNeed need = need(begun, inputs);
        long free = cuda.freeBytes();
        LOG.info("The run needs {} of the card's memory, where {} MiB are free", need.text(), free >> 20);
        long room = free - KEPT - free / KEPT_SHARE;
        if (need.total() <= room) {
            return begun;
        }
        MemorySavings savings = new MemorySavings(begun, inputs.policy(), inputs.reference(), inputs.set(), need);
        if (begunWith.isPresent()) {
            throw savings.doesNotFit(cuda.card().name(), free, room);
        }
        RunConfig fitting = savings.tokensThatFit(room)
                .map(tokens -> with(config, tokens))
                .orElseThrow(() -> savings.doesNotFit(cuda.card().name(), free, room));
        LOG.info(
                "With fewer tokens a micro-batch it needs {}",
                need(fitting, inputs).text());
        return fitting;
    }

    /// What is said where memory allowed fewer tokens than the configuration.
    static Optional<String> told(RunConfig config, RunConfig fitting) {
        int most = config.batch().maxTokensPerMicroBatch();
        int tokens = fitting.batch().maxTokensPerMicroBatch();
        return tokens == most
                ? Optional.empty()
                : Optional.of(("The card has room for micro-batches of %,d tokens, not of the %,d that"
                                + " max_tokens_per_micro_batch allows. The steps are the same but for rounding%s, and"
                                + " slower.")
                        .formatted(
                                tokens,
                                most,
                                mayDropOut(config) ? " and for what the adapter's dropout leaves out" : ""));
    }

    /// An adapter to start from may say a dropout that the configuration does not.
    private static boolean mayDropOut(RunConfig config) {
        return config.lora().filter(lora -> lora.loraDropout().orElse(1) > 0).isPresent();
    }

    private static RunConfig with(RunConfig config, int tokens) {
        return config.withBatch(config.batch().withMaxTokensPerMicroBatch(tokens));
    }

    private static MemoryNeed need(RunConfig config, RunInputs inputs) {
        return MemoryNeed.of(config, inputs.policy(), inputs.reference(), inputs.set());
    }
}
