package org.dpoworkbench.engine.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanditProjectTest {
    @TempDir
    Path path;

    @Test
    void everyExperimentIsARunThatReadsAndTheSameSeedMakesTheSameNumbers() throws Exception {
        List<BanditProject.Outcome> outcomes = BanditProject.build(path.resolve("one"), 3, Progress.NONE);
        BanditProject.build(path.resolve("two"), 3, Progress.NONE);
        Project project = Project.open(path.resolve("one"));
        assertThat(project.runFolders()).hasSize(24).hasSameSizeAs(outcomes);
        assertThat(project.settings().data()).hasSize(4);
        RunFolder run = new RunFolder(project.runs().resolve("total-order-ipo-tau0.1"));
        RunConfig config = RunConfigFile.read(run.config());
        assertThat(config.loss().beta()).isEqualTo(0.1);
        RunHistory history = RunHistory.read(run);
        assertThat(history.state()).isEqualTo(RunState.FINISHED);
        assertThat(history.steps()).hasSize(181);
        assertThat(history.evaluations()).hasSize(19);
        double a = RunCurves.read(run).series("policy/a").lastValue();
        BanditProject.Outcome told = outcomes.stream()
                .filter(o -> o.data() == BanditData.TOTAL_ORDER && o.loss().equals("ipo") && o.tau() == 0.1)
                .findFirst()
                .orElseThrow();
        assertThat(a).isEqualTo(told.policy()[0]);
        assertThat(metrics(run)).isEqualTo(metrics(new RunFolder(path.resolve("two/runs/total-order-ipo-tau0.1"))));
    }

    private static List<Map<String, Double>> metrics(RunFolder run) {
        return RunHistory.read(run).steps().stream()
                .map(RunHistory.Point::metrics)
                .toList();
    }
}
