package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs that cannot go on.
@Timeout(120)
class WorkerFailureTest extends WorkerFixture {
    @Test
    void weightsThatAreNoNumbersFailTheRunAndItsJournalSaysWhere() throws Exception {
        Path damaged = path.resolve("damaged");
        copyModel(damaged);
        poison(damaged.resolve("model.safetensors"));
        RunFolder folder = folder("run", 4, 0, damaged, Optional.of(MODEL), SaveDtype.FLOAT32);
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunHistory.read(folder).state()).isEqualTo(RunState.FAILED);
        assertThat(events(folder, Event.Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isZero();
            assertThat(failed.message()).contains("Step 1: the loss is NaN", "pairs.jsonl line ");
        });
        assertThat(events(folder, Event.Step.class)).isEmpty();
        assertThat(folder.model()).doesNotExist();
    }

    @Test
    void aRunThatFailsLaterTellsItsLastStepAndLeavesItsCheckpointSound() throws Exception {
        RunFolder folder = folder("run", 4, 2, MODEL);
        assertThat(runHere(folder)).isZero();
        // Resumed for longer, with an optimiser state that makes the weights no numbers one step later.
        RunConfigFile.write(config(8, 4, MODEL, Optional.empty(), SaveDtype.FLOAT32), folder.config());
        Path checkpoint = folder.checkpoint(4);
        poison(checkpoint.resolve("optimizer.safetensors"));
        byte[] before = Files.readAllBytes(checkpoint.resolve("model.safetensors"));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(events(folder, Event.Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(5);
            assertThat(failed.message()).contains("Step 6: the loss is NaN");
        });
        assertThat(checkpoint.resolve("model.safetensors")).hasBinaryContent(before);
    }

    @Test
    void aReferenceWithoutNumbersFailsBeforeAnyStep() throws Exception {
        Path damaged = path.resolve("damaged");
        copyModel(damaged);
        poison(damaged.resolve("model.safetensors"));
        RunFolder folder = folder("run", 4, 0, damaged);
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunStatus.of(folder).failure().orElseThrow()).contains("no number", "pairs.jsonl line 1");
    }
}
