package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRewardTest {
    @TempDir
    Path project;

    private void declare(String yaml) throws IOException {
        Files.writeString(project.resolve("project.yaml"), yaml);
    }

    @Test
    void aProjectDeclaresItsRewardByName() throws IOException {
        declare("name: mine\nreward: controlled-sentiment\n");

        SampleReward reward = SampleReward.declaredBy(Project.open(project)).orElseThrow();

        assertThat(reward.of("This superb film", " is good."))
                .as("the completion's alone")
                .isEqualTo(0.125);
    }

    @Test
    void aProjectNeedNotDeclareOne() throws IOException {
        declare("name: mine\n");
        assertThat(SampleReward.declaredBy(Project.open(project))).isEmpty();

        declare("name: mine\nreward:\n");
        assertThat(SampleReward.declaredBy(Project.open(project))).isEmpty();
    }

    @Test
    void anUnknownRewardIsAnErrorThatListsTheKnown() throws IOException {
        declare("name: mine\nreward: kindness\n");

        assertThatThrownBy(() -> SampleReward.declaredBy(Project.open(project)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"kindness\"")
                .hasMessageContaining("controlled-sentiment");
    }

    @Test
    void brokenYamlIsAnErrorThatNamesTheFileAndPlace() throws IOException {
        declare("name: [mine\nreward: x\n");

        assertThatThrownBy(() -> SampleReward.declaredBy(Project.open(project)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("project.yaml")
                .hasMessageContaining("line");
    }
}
