package org.dpoworkbench.engine.worker;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.CudaBackend;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.train.MemoryNeed;
import org.dpoworkbench.engine.train.MemorySavings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a run fits into a card's memory, told before anything is made there.
final class CardRoom {
    private static final Logger LOG = LoggerFactory.getLogger(CardRoom.class);

    /// The driver hands memory out in pieces of 2 MiB, and kernels leave intermediate sums to each other.
    private static final long KEPT = 128L << 20;
    private static final long KEPT_SHARE = 64;

    private CardRoom() {}

    /// @throws UserError where it does not, with what would help
    static void check(RunConfig config, RunInputs inputs, Backend backend) {
        if (!(backend instanceof CudaBackend cuda)) {
            return;
        }
        MemoryNeed need = MemoryNeed.of(config, inputs.policy(), inputs.reference(), inputs.set());
        long free = cuda.freeBytes();
        LOG.info("The run needs {} of the card's memory, where {} MiB are free", need.text(), free >> 20);
        long room = free - KEPT - free / KEPT_SHARE;
        if (need.total() > room) {
            throw new MemorySavings(config, inputs.policy(), inputs.reference(), inputs.set(), need)
                    .doesNotFit(cuda.card().name(), free, room);
        }
    }
}
