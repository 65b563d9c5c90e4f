package org.dpoworkbench.app.room;

import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.bandit.BanditProject;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.progress.Progress;

/// The sample project and the demo on it.
public interface SampleProjects {
    /// The runs that the demo compares, first to last.
    List<DemoRun> demo();

    /// Makes all of the sample project again from a seed.
    void build(Path output, long seed, Progress progress);

    /// Makes the project of IPO's bandit experiments, its runs included.
    ///
    /// @return how each of them ended
    List<BanditProject.Outcome> buildBandit(Path output, long seed, Progress progress);

    /// One of the demo's runs.
    ///
    /// @param title what is said before the run starts
    record DemoRun(String title, RunConfig config) {}
}
