package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.room.DeviceDoctor;
import org.dpoworkbench.app.room.LogProbabilities;
import org.dpoworkbench.app.room.PairLogps;
import org.dpoworkbench.app.room.Reports;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.app.room.RunWatch;
import org.dpoworkbench.app.room.Runs;
import org.dpoworkbench.app.room.SampleProjects;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.app.room.Scorer;
import org.dpoworkbench.engine.bandit.BanditData;
import org.dpoworkbench.engine.bandit.BanditProject;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.device.DeviceReport;
import org.dpoworkbench.engine.device.SelfTestResult;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.model.ModelShape;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.score.ImplicitReward;

/// Stands in for the rooms: remembers what was asked, and answers what the test says.
public final class FakeRooms implements Runs, Reports, SampleProjects, Benchmark {
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    public final List<RunConfig> started = Collections.synchronizedList(new ArrayList<>());
    /// What a trial finds; absent: it fails as `failure` says.
    public Optional<Trial> trial = Optional.empty();
    /// For runs that are not to leave anything on the disk.
    boolean writeNothing;
    public RunEnd end = RunEnd.at(RunState.FINISHED);
    public Optional<RuntimeException> failure = Optional.empty();
    Optional<LogProbabilities.Request> logps = Optional.empty();
    Optional<Sampler.Request> sampled = Optional.empty();
    Optional<Scorer.Request> scored = Optional.empty();
    /// What happens while a run is followed.
    Consumer<FakeRooms> whileFollowed = _ -> {};

    boolean stopRequested;
    boolean detached;

    public List<SelfTestResult> tested = List.of();

    /// Why there is no self-test.
    public Optional<UserError> untestable = Optional.empty();

    /// A shape whose training fails.
    public Optional<ModelShape> unmeasurable = Optional.empty();
    public DeviceReport devices = new DeviceReport(
            Optional.empty(),
            Optional.of("libcuda.so.1 was not found: is the NVIDIA driver installed?"),
            List.of(),
            List.of(),
            List.of(),
            List.of(new DeviceReport.DeviceState("cpu", true, "computes, on 4 processors")),
            "auto: the CPU. No NVIDIA driver was found here",
            "The driver is all that a run on a card needs.");

    public Rooms rooms() {
        return new Rooms(
                this,
                (request, pairs, _) -> {
                    logps = Optional.of(request);
                    pairs.accept(new PairLogps(3, 2, -1.5, -2.5, -1.25, -2.25));
                },
                (request, pairs, _) -> asked.add("tokens of " + request.pairs().size()),
                (request, texts, _) -> {
                    sampled = Optional.of(request);
                    texts.text(new Sampler.Text(
                            "policy",
                            0,
                            0,
                            request.prompts().getFirst(),
                            " good.",
                            3,
                            CompletionEnd.END_TOKEN,
                            Optional.of("</s>"),
                            OptionalDouble.empty()));
                },
                (request, records, _) -> {
                    scored = Optional.of(request);
                    records.accept(new Scorer.Scored(
                            "d",
                            1,
                            "It was",
                            List.of(
                                    new Scorer.Completion(" bad.", new ImplicitReward(0.5, 4, -3, -1), false),
                                    new Scorer.Completion(" good.", new ImplicitReward(0.5, 2, -1, -2), false)),
                            Optional.empty()));
                },
                (model, output, dtype, _) -> {
                    asked.add("merge " + model.adapter().orElseThrow().getFileName() + " into " + output.getFileName()
                            + " as " + dtype.text());
                    return 12;
                },
                (_, _, _, _, _) -> new Answer("2 pairs", Map.of("pairs", 2)),
                this,
                this,
                this,
                project -> {
                    asked.add("rebuild " + project.getFileName());
                    return 2;
                },
                new DeviceDoctor() {
                    @Override
                    public DeviceReport look() {
                        return devices;
                    }

                    @Override
                    public List<SelfTestResult> selfTest(Progress progress) {
                        untestable.ifPresent(e -> {
                            throw e;
                        });
                        return tested;
                    }
                });
    }

    @Override
    public Optional<String> choice(RunConfig config) {
        return config.device().device() == Device.AUTO ? Optional.of("Device auto: the CPU.") : Optional.empty();
    }

    @Override
    public Path cache(RunFolder folder) {
        return folder.path().resolve("cache");
    }

    @Override
    public DataReport check(RunConfig config, Optional<Path> cache, Progress progress) {
        asked.add("check");
        failure.ifPresent(e -> {
            throw e;
        });
        return new DataReport(
                RecordKind.PAIRS,
                List.of(),
                2,
                1,
                512,
                true,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    @Override
    public boolean exists(RunFolder folder) {
        return Files.exists(folder.config());
    }

    @Override
    public RunConfig config(RunFolder folder) {
        try {
            return RunConfigFile.read(folder.config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RunWatch start(RunConfig config, RunFolder folder) {
        asked.add("start");
        started.add(config);
        write(config, folder);
        return watch();
    }

    @Override
    public void enqueue(RunConfig config, RunFolder folder) {
        asked.add("enqueue");
        write(config, folder);
    }

    @Override
    public RunWatch launch(RunFolder folder) {
        asked.add("launch " + folder.id());
        started.add(config(folder));
        return watch();
    }

    private void write(RunConfig config, RunFolder folder) {
        if (writeNothing) {
            return;
        }
        try {
            Files.createDirectories(folder.path());
            RunConfigFile.write(config, folder.config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Speed measure(RunConfig config, Optional<ModelShape> shape, Duration warmUp, int rounds, Progress progress) {
        started.add(config);
        shape.ifPresent(s -> asked.add("shape " + s.text()));
        if (shape.isPresent() && shape.equals(unmeasurable)) {
            throw new UserError("too large");
        }
        asked.add("warm-up " + warmUp.toMillis() + ", rounds " + rounds);
        return Benchmark.Speed.of(
                List.of(
                        new Benchmark.Round(30, 3000, 80, 100, 80),
                        new Benchmark.Round(38.5, 4000, 96, 120, 64),
                        new Benchmark.Round(40, 4200, 90, 150, 75)),
                512,
                400,
                1.25,
                207,
                Map.of("matrix_product", 0.75, "attention", 0.1));
    }

    @Override
    public Trial tryLongest(RunConfig config, Progress progress) {
        asked.add("trial");
        return trial.orElseThrow(() -> failure.orElseGet(() -> new UserError("no trial")));
    }

    @Override
    public RunWatch resume(RunFolder folder) {
        asked.add("resume");
        return watch();
    }

    @Override
    public RunWatch attach(RunFolder folder) {
        if (!exists(folder)) {
            throw new UserError(folder.path() + " holds no run.");
        }
        asked.add("attach");
        return watch();
    }

    @Override
    public String json(Entry entry) {
        return "{\"seq\":" + entry.seq() + "}";
    }

    private RunWatch watch() {
        return new RunWatch() {
            @Override
            public RunEnd follow(Consumer<Entry> listener) {
                listener.accept(new Entry(1, Instant.EPOCH, new Event.Started(77, "here", 60)));
                whileFollowed.accept(FakeRooms.this);
                return end;
            }

            @Override
            public void requestStop() {
                stopRequested = true;
            }

            @Override
            public void detach() {
                detached = true;
            }
        };
    }

    @Override
    public Answer compare(List<RunFolder> runs) {
        return new Answer("compared " + runs.size(), Map.of("runs", runs.size()));
    }

    @Override
    public List<Path> write(List<RunFolder> runs, Path output) {
        asked.add("report of " + runs.size());
        return List.of(output.resolve("report.pdf"));
    }

    @Override
    public List<Path> write(List<FigureRun> runs, Path output, Progress progress) {
        asked.add("report of " + runs.size());
        return List.of(output.resolve("report.pdf"));
    }

    @Override
    public List<DemoRun> demo() {
        Cli cli = new Cli();
        cli.run("train", "--model", "m", "--data", "d", "--detach", "--output", tempRun("dpo"));
        cli.run("train", "--model", "m", "--data", "d", "--loss-type", "ipo", "--detach", "--output", tempRun("ipo"));
        return List.of(new DemoRun("DPO", cli.rooms.started.get(0)), new DemoRun("IPO", cli.rooms.started.get(1)));
    }

    private static String tempRun(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            return Files.createTempDirectory(target, "demo").resolve(name).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<BanditProject.Outcome> buildBandit(Path output, long seed, Progress progress) {
        asked.add("bandit " + output.getFileName() + " " + seed);
        return List.of(new BanditProject.Outcome(
                BanditData.TOTAL_ORDER,
                "ipo",
                0.1,
                new double[] {0.96, 0.03, 0.01},
                new double[] {0.965, 0.034, 0.001},
                new double[] {0.9643, 0.0344, 0.0012}));
    }

    @Override
    public void build(Path output, long seed, Progress progress) {
        asked.add("build " + output.getFileName() + " " + seed);
    }
}
