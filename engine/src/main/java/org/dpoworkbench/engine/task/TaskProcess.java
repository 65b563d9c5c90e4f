package org.dpoworkbench.engine.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.ExitCode;

/// Runs a task in a process of its own, which ends with this one.
public final class TaskProcess {
    private TaskProcess() {}

    /// Starts the task and hands its results over as they come, until it has ended.
    ///
    /// @throws UserError with what the task found wrong
    public static <T> void run(Task task, Class<T> resultType, Consumer<T> results, Progress progress) {
        run(task, resultType, results, progress, Optional.empty());
    }

    /// The same for at most that long; then the process is ended.
    ///
    /// @throws UserError also where the time is over
    public static <T> void run(
            Task task, Class<T> resultType, Consumer<T> results, Progress progress, Optional<Duration> limit) {
        List<String> problems = new ArrayList<>();
        try {
            Process process = WorkerLauncher.ofThisJvm().on(task.computesOn()).start(TaskMain.class, List.of());
            AtomicBoolean late = new AtomicBoolean();
            limit.ifPresent(time -> Thread.startVirtualThread(() -> endAfter(process, time, late)));
            LastLines errors = LastLines.of(process.errorReader(StandardCharsets.UTF_8));
            try (OutputStream in = process.getOutputStream();
                    BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                in.write((TaskJson.MAPPER.writeValueAsString(task) + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
                String line;
                while ((line = out.readLine()) != null) {
                    switch (TaskJson.MAPPER.readValue(line, Reply.class)) {
                        case Reply.Progress p -> progress.at(p.phase(), p.done(), p.total());
                        case Reply.Result r -> results.accept(TaskJson.MAPPER.treeToValue(r.value(), resultType));
                        case Reply.Problems p -> problems.addAll(p.problems());
                    }
                }
                int exit = process.waitFor();
                if (late.get()) {
                    problems.add("The computing process did not answer within "
                            + limit.orElseThrow().toSeconds() + " seconds and was ended." + errors.text());
                } else if (exit != 0 && problems.isEmpty()) {
                    problems.add("The computing process ended with exit code " + ExitCode.describe(exit) + "."
                            + errors.text());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problems.add("The work was interrupted.");
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UserError("The computing process could not be run: " + e.getMessage() + ".", e);
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private static void endAfter(Process process, Duration limit, AtomicBoolean late) {
        try {
            if (!process.waitFor(limit)) {
                late.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
