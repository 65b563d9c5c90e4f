package org.dpoworkbench.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// No toolkit: the executors are queues that the test empties.
class JobsTest {
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Jobs jobs = new Jobs(background::add, ui::add);

    @Test
    void aJobThatIsCancelledBeforeItBeginsDoesNothingAndSaysSo() {
        Job job = start();
        job.cancel();
        work();
        assertThat(told).containsExactly("cancelled");
        assertThat(jobs.running()).isEmpty();
    }

    @Test
    void whatIsDoneAfterItWasCancelledIsNotTold() {
        Job job = start();
        background.remove().run();
        job.cancel();
        work();
        assertThat(told).containsExactly("worked", "cancelled");
    }

    @Test
    void aJobEndsOnce() {
        start();
        work();
        assertThat(told).containsExactly("worked", "done");
    }

    private Job start() {
        return jobs.start(
                "work",
                _ -> told.add("worked"),
                _ -> told.add("done"),
                _ -> told.add("failed"),
                () -> told.add("cancelled"));
    }

    private void work() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            (background.isEmpty() ? ui : background).remove().run();
        }
    }
}
