package org.dpoworkbench.app.rooms;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.app.room.SampleProjects;
import org.dpoworkbench.engine.bandit.BanditProject;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.sample.SampleProject;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;
import org.dpoworkbench.engine.worker.SampleBuild;

/// The sample project that comes with the program.
public final class EngineSampleProjects implements SampleProjects {
    @Override
    public List<DemoRun> demo() {
        Project project = Project.open(folder());
        RunConfig config = project.settings()
                .defaultConfig()
                .orElseThrow(() -> new UserError(project.file() + " has no default_config to start the demo from."))
                .resolvedIn(project.folder());
        double beta = config.loss().beta();
        return List.of(
                new DemoRun(
                        "DPO, β " + beta,
                        config.withLoss(new LossConfig(LossType.SIGMOID, beta, 0, IpoNormalisation.SUM))),
                new DemoRun(
                        "IPO on summed log-ratios, β " + beta,
                        config.withLoss(new LossConfig(LossType.IPO, beta, 0, IpoNormalisation.SUM))));
    }

    @Override
    public void build(Path output, long seed, Progress progress) {
        requireOlderOrEmpty(output, SampleProject.NAME);
        SampleBuild.run(output, seed, progress);
    }

    @Override
    public List<BanditProject.Outcome> buildBandit(Path output, long seed, Progress progress) {
        requireOlderOrEmpty(output, BanditProject.NAME);
        List<BanditProject.Outcome> outcomes = new ArrayList<>();
        TaskProcess.run(new Task.Bandit(output, seed), BanditProject.Outcome.class, outcomes::add, progress);
        return outcomes;
    }

    /// The sample project's folder: beside the sources, or beside the installed program's runtime.
    public static Path folder() {
        Path runtime = Path.of(System.getProperty("java.home"));
        Path jars = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0])
                .toAbsolutePath();
        return Stream.concat(Stream.iterate(jars, p -> p != null, Path::getParent), Stream.of(runtime.getParent()))
                .filter(p -> p != null)
                .map(p -> p.resolve("sample-projects").resolve(SampleProject.NAME))
                .filter(p -> Files.exists(p.resolve("project.yaml")))
                .findFirst()
                .orElseThrow(() -> new UserError("The sample project was not found beside the program. Build it with"
                        + " dpo sample-project build --output DIR."));
    }

    /// The sample project to work in: where it lies, or a copy of it in the user's folder where nothing can be written
    /// beside an installed program.
    ///
    /// @param home the user's folder
    public static Path toWorkIn(Path home) {
        Path sample = folder();
        return Files.isWritable(sample)
                ? sample
                : copyOf(sample, home.resolve("DPO Workbench").resolve(SampleProject.NAME));
    }

    static Path copyOf(Path sample, Path target) {
        if (Files.exists(target.resolve("project.yaml"))) {
            return target;
        }
        try (Stream<Path> files = Files.walk(sample)) {
            // The project's file last: a copy that was broken off is no project and is made again.
            for (Path file : files.sorted(Comparator.comparing(EngineSampleProjects::isProjectFile))
                    .toList()) {
                Path copy = target.resolve(sample.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return target;
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    "The sample project cannot be copied to " + target + ": " + e.getMessage()
                            + ". Is there room, and may that folder be written?",
                    e);
        }
    }

    private static boolean isProjectFile(Path file) {
        return file.getFileName().toString().equals("project.yaml");
    }

    /// What is built replaces what is there, so that must be an older build and nothing of the user's.
    private static void requireOlderOrEmpty(Path output, String name) {
        boolean older = Files.exists(output.resolve("project.yaml"))
                && Project.open(output).settings().name().equals(name);
        if (older || !Files.exists(output)) {
            return;
        }
        try (Stream<Path> inside = Files.isDirectory(output) ? Files.list(output) : Stream.of(output)) {
            if (inside.findAny().isPresent()) {
                throw new UserError(output + " exists and is neither empty nor an older " + name + " project, which a"
                        + " build would replace. Give another --output.");
            }
        } catch (IOException e) {
            throw new UserError(output + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
