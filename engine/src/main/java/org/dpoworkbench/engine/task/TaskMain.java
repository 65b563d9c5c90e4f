package org.dpoworkbench.engine.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.bandit.BanditProject;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.device.DeviceLook;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.worker.CardFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of a task: reads it as one line of JSON from its standard input, answers on its standard output,
/// and ends with its launcher.
public final class TaskMain {
    private static final Logger LOG = LoggerFactory.getLogger(TaskMain.class);
    private static final int WRONG_INPUT = 2;
    private static final int FAILED = 1;

    private TaskMain() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Task task = TaskJson.MAPPER.readValue(in.readLine(), Task.class);
        Thread.startVirtualThread(() -> endWithLauncher(in));
        TaskOutput output = new TaskOutput();
        int exit = 0;
        try {
            run(task, output);
        } catch (UserError e) {
            output.say(new Reply.Problems(e.problems()));
            exit = WRONG_INPUT;
        } catch (CudaException e) {
            LOG.error("The card failed", e);
            output.say(new Reply.Problems(List.of(CardFailure.told(e))));
            exit = FAILED;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.error("The task ends because of an error in the program", e);
            output.say(new Reply.Problems(List.of("An error in the program ended the work: " + e)));
            exit = FAILED;
        }
        System.exit(exit);
    }

    private static void run(Task task, TaskOutput output) {
        switch (task) {
            case Task.LogProbs logProbs -> new LogProbsTask(logProbs, output).run();
            case Task.TokenLogProbs tokens -> new TokenLogProbsTask(tokens, output).run();
            case Task.Score score -> new ScoreTask(score, output).run();
            case Task.Sample sample -> new SampleTask(sample, output).run();
            case Task.Merge merge -> new MergeTask(merge, output).run();
            case Task.Benchmark benchmark -> new BenchmarkTask(benchmark, output).run();
            case Task.Trial trial -> new TrialTask(trial, output).run();
            case Task.SelfTest(DeviceConfig device) -> new SelfTestTask(device, output).run();
            case Task.Look() -> output.result(DeviceLook.here());
            case Task.Bandit(Path folder, long seed) ->
                BanditProject.build(folder, seed, output).forEach(output::result);
        }
    }

    /// The launcher keeps the standard input open for as long as it lives.
    private static void endWithLauncher(BufferedReader in) {
        try {
            while (in.readLine() != null) {
                LOG.debug("The launcher said something after the task");
            }
        } catch (IOException e) {
            LOG.debug("The launcher is gone", e);
        }
        Runtime.getRuntime().halt(FAILED);
    }
}
