package org.dpoworkbench.engine.compute.nd4j;

import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/// Memory of intermediate results, used anew by every operation. Without it ND4J leaves each of them to Java's garbage
/// collector, which does not see how large they are. It grows to what the largest operation needs.
final class Scratch implements AutoCloseable {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final WorkspaceConfiguration GROWING = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.OVER_TIME)
            .cyclesBeforeInitialization(1)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final String name = "dpo-workbench-" + NUMBER.incrementAndGet();

    /// Begins an operation, or a part of one that needs nothing of the parts before; closing it forgets what was made.
    MemoryWorkspace open() {
        return Nd4j.getWorkspaceManager().getAndActivateWorkspace(GROWING, name);
    }

    @Override
    public void close() {
        if (Nd4j.getWorkspaceManager().checkIfWorkspaceExists(name)) {
            Nd4j.getWorkspaceManager()
                    .destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(name));
        }
    }
}
