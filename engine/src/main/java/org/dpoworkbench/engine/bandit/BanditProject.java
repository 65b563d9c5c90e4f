package org.dpoworkbench.engine.bandit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.loss.Dpo;
import org.dpoworkbench.engine.loss.Ipo;
import org.dpoworkbench.engine.loss.PairLoss;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.FileHash;
import org.dpoworkbench.engine.run.Host;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.worker.ProgramVersion;

/// The project `ipo-bandit`: every experiment as a run that the window opens, compares and draws. The same seed gives
/// the same numbers.
public final class BanditProject {
    public static final String NAME = "ipo-bandit";

    private static final List<Double> TAUS = List.of(0.1, 0.5, 1.0);
    private static final int RECORD_EVERY = 100;
    private static final int EVALUATE_EVERY = 1_000;

    private final Project project;
    private final long seed;

    /// An experiment and how it ended.
    ///
    /// @param loss     `dpo` or `ipo`
    /// @param policy   π of a, b and c after the last step
    /// @param mean     the mean of π over the last third of the steps: batches keep it moving
    /// @param expected where training should end
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to them
    public record Outcome(
            BanditData data, String loss, double tau, double[] policy, double[] mean, double[] expected) {}

    private BanditProject(Project project, long seed) {
        this.project = project;
        this.seed = seed;
    }

    /// Makes the project and all of its runs.
    ///
    /// @param folder empty or absent
    /// @param seed   of the batches
    public static List<Outcome> build(Path folder, long seed, Progress progress) {
        try {
            return new BanditProject(files(folder), seed).runs(progress);
        } catch (IOException e) {
            throw new UserError(folder + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static Project files(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("preferences"));
        Files.createDirectories(folder.resolve("models").resolve("softmax"));
        Files.writeString(start(folder), "{\"logits\":{\"a\":0,\"b\":0,\"c\":0}}\n");
        List<DataSource> sources = new ArrayList<>();
        for (BanditData data : BanditData.values()) {
            Files.writeString(preferences(folder, data), lines(data));
            sources.add(new DataSource(
                    folder.relativize(preferences(folder, data)),
                    DataSource.Role.TRAIN,
                    Optional.empty(),
                    ColumnMapping.RECOGNISED,
                    Optional.empty(),
                    Optional.of(FileHash.sha256(preferences(folder, data)))));
        }
        Files.deleteIfExists(folder.resolve("project.yaml")); // of an older build
        ProjectSettings settings = ProjectSettings.named(NAME);
        return Project.create(
                folder,
                new ProjectSettings(
                        NAME,
                        Optional.of(
                                "IPO's bandit experiments (arXiv 2310.12036, section 5): three actions, a policy of three"
                                        + " logits. Its runs are made by dpo sample-project bandit, not by dpo train."),
                        settings.reward(),
                        settings.models(),
                        sources,
                        settings.defaultConfig(),
                        settings.split(),
                        settings.exclude()));
    }

    private static Path preferences(Path folder, BanditData data) {
        return folder.resolve("preferences").resolve(data.text() + ".jsonl");
    }

    private static Path start(Path folder) {
        return folder.resolve("models").resolve("softmax").resolve("logits.json");
    }

    private static String lines(BanditData data) {
        return data.comparisons().stream()
                .map(pair -> "{\"prompt\":\"\",\"chosen\":\"%s\",\"rejected\":\"%s\"}\n"
                        .formatted(BanditData.action(pair.chosen()), BanditData.action(pair.rejected())))
                .collect(Collectors.joining());
    }

    private List<Outcome> runs(Progress progress) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        int total = BanditData.values().length * TAUS.size() * 2;
        try (Backend backend = new CpuBackend(1)) {
            for (BanditData data : BanditData.values()) {
                for (double tau : TAUS) {
                    for (LossType type : List.of(LossType.IPO, LossType.SIGMOID)) {
                        progress.at("Bandit experiments", outcomes.size(), total);
                        outcomes.add(run(backend, data, type, tau));
                    }
                }
            }
        }
        progress.at("Bandit experiments", total, total);
        return outcomes;
    }

    private Outcome run(Backend backend, BanditData data, LossType type, double tau) throws IOException {
        boolean ipo = type == LossType.IPO;
        PairLoss loss = ipo ? new Ipo(tau, IpoNormalisation.SUM) : new Dpo(tau, 0);
        String name = ipo ? "ipo" : "dpo";
        RunFolder folder = new RunFolder(project.runs()
                .resolve(String.format(Locale.ROOT, "%s-%s-tau%s", data.text(), name, Double.toString(tau))));
        Files.createDirectories(folder.path());
        RunConfig config = config(data, type, tau);
        RunConfigFile.write(config, folder.config());
        provenance(backend, data).write(folder);
        BanditTraining training = new BanditTraining(backend, data, loss, tau, seed);
        Files.deleteIfExists(folder.journal());
        double[] mean = new double[BanditData.ACTIONS];
        int settled = BanditTraining.STEPS * 2 / 3;
        try (JournalWriter journal = JournalWriter.open(folder)) {
            journal.append(new Event.Started(ProcessHandle.current().pid(), Host.name(), BanditTraining.STEPS));
            journal.append(new Event.State(RunState.RUNNING, Optional.empty()));
            journal.append(new Event.Evaluation(0, training.evaluate(), Optional.empty()));
            while (training.done() < BanditTraining.STEPS) {
                Map<String, Double> metrics = training.step();
                if (training.done() > settled) {
                    add(mean, training.probabilities(), BanditTraining.STEPS - settled);
                }
                if (training.done() == 1 || training.done() % RECORD_EVERY == 0) {
                    journal.append(new Event.Step(training.done(), metrics));
                }
                if (training.done() % EVALUATE_EVERY == 0) {
                    journal.append(new Event.Evaluation(training.done(), training.evaluate(), Optional.empty()));
                }
            }
            journal.append(new Event.Finished(training.done(), "model"));
        }
        writeFinalPolicy(folder, training);
        return new Outcome(
                data,
                name,
                tau,
                training.probabilities(),
                mean,
                ipo ? BanditSolution.ofIpo(data, tau) : BanditSolution.limitOfDpo(data, tau));
    }

    private static void add(double[] mean, double[] now, int of) {
        for (int k = 0; k < mean.length; k++) {
            mean[k] += now[k] / of;
        }
    }

    private static void writeFinalPolicy(RunFolder folder, BanditTraining training) throws IOException {
        Files.createDirectories(folder.model());
        double[] p = training.probabilities();
        Files.writeString(
                folder.model().resolve("policy.json"), "{\"a\":%s,\"b\":%s,\"c\":%s}\n".formatted(p[0], p[1], p[2]));
    }

    private RunConfig config(BanditData data, LossType type, double tau) {
        DataConfig files = DataConfig.of(List.of(preferences(project.folder(), data)));
        return new RunConfig(
                Objective.DPO,
                new ModelConfig(start(project.folder()).getParent(), Optional.empty(), SaveDtype.FLOAT32),
                Optional.empty(),
                files,
                new LossConfig(type, tau, 0, IpoNormalisation.SUM),
                BanditTraining.optimizer(),
                new BatchConfig(
                        BanditTraining.BATCH,
                        1,
                        1,
                        OptionalInt.of(BanditTraining.STEPS),
                        Sampling.RANDOM,
                        seed,
                        BatchConfig.DEFAULT_TOKENS_PER_MICRO_BATCH),
                EvaluationConfig.of(EVALUATE_EVERY, 0, 1, 1),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.CPU, 1));
    }

    private Provenance provenance(Backend backend, BanditData data) throws IOException {
        Provenance.HashedFile policy = Provenance.HashedFile.of(start(project.folder()));
        return new Provenance(
                ProgramVersion.text(),
                Provenance.Platform.current(),
                backend.description(),
                1,
                Optional.empty(),
                List.of(Provenance.HashedFile.of(preferences(project.folder(), data))),
                policy,
                Optional.empty(),
                Optional.of(policy),
                seed,
                Optional.of("dpo sample-project bandit --seed " + seed));
    }
}
