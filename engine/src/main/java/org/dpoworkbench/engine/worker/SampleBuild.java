package org.dpoworkbench.engine.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.launch.RunFollower;
import org.dpoworkbench.engine.launch.RunOutcome;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.sample.SampleProject;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the sample project whole: data and tokenizer from the generator, the language model by fine-tuning
/// random weights on the generator's reviews, in a worker as any other run.
public final class SampleBuild {
    private static final int EPOCHS = 3;
    private static final double LEARNING_RATE = 3e-3;
    private static final int STOP_SECONDS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(SampleBuild.class);

    private final Path folder;
    private final long seed;
    private final Progress progress;
    private final CountDownLatch done = new CountDownLatch(1);

    private SampleBuild(Path folder, long seed, Progress progress) {
        this.folder = folder;
        this.seed = seed;
        this.progress = progress;
    }

    /// Makes the project.
    ///
    /// @param folder of the project; what is there is replaced
    public static void run(Path folder, long seed, Progress progress) {
        try {
            new SampleBuild(folder, seed, progress).run();
        } catch (IOException e) {
            throw new UserError(
                    "The sample project cannot be written to " + folder + ": " + e.getMessage()
                            + ". Is the disk full or the folder read-only?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("The build was interrupted.", e);
        }
    }

    private void run() throws IOException, InterruptedException {
        SampleProject project = SampleProject.of(seed);
        project.writeData(folder);
        Path work = Files.createTempDirectory("sample-project");
        try {
            train(project, work);
        } finally {
            FileTree.delete(work);
            done.countDown();
        }
    }

    private void train(SampleProject project, Path work) throws IOException, InterruptedException {
        Path initial = work.resolve("initial");
        project.writeModelFiles(initial);
        writeInitialWeights(project, initial.resolve("model.safetensors"));
        project.writeCorpus(work.resolve("corpus.jsonl"));
        RunFolder run = new RunFolder(work.resolve("fine-tuning"));
        Files.createDirectories(run.path());
        RunConfigFile.write(config(initial, work.resolve("corpus.jsonl")), run.config());
        RunFollower follower = RunFollower.of(WorkerLauncher.ofThisJvm().launch(run));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(follower)));
        RunOutcome outcome = follower.follow(this::tell);
        if (outcome.state() != RunState.FINISHED) {
            throw new UserError("The sample's model could not be trained: "
                    + outcome.failure().orElse("see " + run.log()) + ".");
        }
        Files.copy(
                run.model().resolve("model.safetensors"),
                folder.resolve(SampleProject.MODEL).resolve("model.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// A worker outlives its parent, which here would leave one that trains for nobody: when this process is told to
    /// end, it waits until the worker has stopped and the temporary folder is gone.
    private void stop(RunFollower follower) {
        if (done.getCount() == 0) {
            return;
        }
        follower.requestStop();
        try {
            if (!done.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The worker has not stopped in {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Entry entry) {
        switch (entry.event()) {
            case Event.Step step -> progress.at("fine-tuning", step.step(), 0);
            case Event.Progress p -> progress.at(p.phase(), p.done(), p.total());
            default -> {}
        }
    }

    private static void writeInitialWeights(SampleProject project, Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            List<SafetensorsWriter.Source> tensors = new ArrayList<>();
            project.writeInitialWeights((name, shape, values) -> {
                MemorySegment floats = arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
                long[] extents = Arrays.stream(shape).asLongStream().toArray();
                tensors.add(new SafetensorsWriter.Source(name, extents, DType.F32, floats, 0));
            });
            SafetensorsWriter.write(file, Map.of("format", "pt"), tensors);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Two threads, so that the same seed gives the same bits on every machine with the same kernels.
    private RunConfig config(Path model, Path corpus) {
        return new RunConfig(
                Objective.SFT,
                new ModelConfig(model, Optional.empty(), SaveDtype.FLOAT16),
                Optional.empty(),
                DataConfig.of(List.of(corpus)),
                new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN),
                new OptimizerConfig(Optim.ADAMW, LEARNING_RATE, LrScheduler.COSINE, 0.05, 0.01, 1, 0.9, 0.999, 1e-8),
                new BatchConfig(64, 1, EPOCHS, OptionalInt.empty(), Sampling.RANDOM, seed, 4096),
                EvaluationConfig.of(0, 0, 64, 0),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.CPU, 2));
    }
}
