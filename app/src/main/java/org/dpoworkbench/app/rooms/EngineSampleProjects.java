package org.dpoworkbench.app.rooms;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.app.cli.room.SampleProjects;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.sample.SampleProject;
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
        SampleBuild.run(output, seed, progress);
    }

    /// The sample project's folder: beside the sources, or beside the installed program's runtime.
    public static Path folder() {
        Path runtime = Path.of(System.getProperty("java.home"));
        Path jars = Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0])
                .toAbsolutePath();
        return Stream.concat(Stream.iterate(jars, p -> p != null, Path::getParent), Stream.of(runtime.getParent()))
                .filter(p -> p != null)
                .map(p -> p.resolve("sample-projects").resolve(SampleProject.NAME))
                .filter(p -> Files.exists(p.resolve("project.yaml")))
                .findFirst()
                .orElseThrow(() -> new UserError("The sample project was not found beside the program. Build it with"
                        + " dpo sample-project build --output DIR."));
    }
}
