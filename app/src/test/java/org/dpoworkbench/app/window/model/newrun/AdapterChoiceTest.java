package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.data.SmallProject;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.project.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over the sample project's model, without a toolkit.
class AdapterChoiceTest {
    @TempDir
    private Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private NewRunModel model;

    @BeforeEach
    void open() throws IOException {
        Project project = SmallProject.in(folder.resolve("project"));
        model = new Workbench(
                        project,
                        new Workbench.Tools(
                                background::add,
                                ui::add,
                                new FakeDesk(),
                                new FakeRooms().rooms(),
                                new RecordedRuns(project.folder()),
                                new Notices(),
                                false))
                .newRun();
        settle();
        type(Field.DATA, SmallProject.pairs(folder.resolve("train.jsonl")).toString());
        type(Field.USE_PEFT, "true");
        settle();
    }

    @Test
    void theModelsOwnMapsAreOfferedAndTicked() {
        AdapterChoice adapter = model.adapter();
        assertThat(adapter.targets()).contains("q_proj", "down_proj").hasSize(7);
        assertThat(adapter.targets()).allMatch(adapter::isTarget); // all-linear

        adapter.target("gate_proj", false);
        assertThat(text(Field.LORA_TARGET_MODULES)).isEqualTo("q_proj,k_proj,v_proj,o_proj,up_proj,down_proj");
        assertThat(adapter.isTarget("gate_proj")).isFalse();
        adapter.target("gate_proj", true);
        assertThat(text(Field.LORA_TARGET_MODULES)).isEqualTo("all-linear");
    }

    @Test
    void whatItTrainsIsCounted() {
        type(Field.LORA_R, "4");
        type(Field.LORA_TARGET_MODULES, "q_proj");
        settle();
        AdapterChoice.Effect effect = model.adapter().effectProperty().get().orElseThrow();
        // 4 layers of width 128: r (inputs + outputs) each, and three float32 a trained weight under AdamW
        assertThat(effect.extent().weights()).isEqualTo(4 * 4 * (128 + 128));
        assertThat(effect.bytes()).isEqualTo(4 * 4 * (128 + 128) * 12);
        type(Field.USE_PEFT, "false");
        settle();
        assertThat(model.adapter().effectProperty().get()).isEmpty();
    }

    @Test
    void aMapThatTheModelDoesNotHaveIsToldAtItsFieldWithThoseItHas() {
        type(Field.LORA_TARGET_MODULES, "c_attn");
        settle();
        assertThat(model.form().field(Field.LORA_TARGET_MODULES).errorProperty().get())
                .contains("no linear map of this model is called c_attn");
    }

    private void type(Field field, String text) {
        model.form().field(field).textProperty().set(text);
    }

    private String text(Field field) {
        return model.form().values().text(field);
    }

    private void settle() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            if (!background.isEmpty()) {
                background.remove().run();
            }
            if (!ui.isEmpty()) {
                ui.remove().run();
            }
        }
    }
}
