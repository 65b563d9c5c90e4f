package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KindMismatchTest {
    private static final UserError REFUSED = new UserError("It holds completions with a label. Pass --loss-type kto.");

    @TempDir
    Path folder;

    private final FakeRooms rooms = new FakeRooms();
    private Path data;
    private RunForm form;

    @BeforeEach
    void open() {
        data = folder.resolve("train.jsonl");
        form = new RunForm(
                folder, FormValues.of(TrainOptions.defaults(folder.resolve("model"), List.of(data)), folder));
    }

    @Test
    void labelledAnswersForALossOnPairsAreSaidAtTheLossAndAtTheData() throws IOException {
        Files.writeString(data, "{\"prompt\":\"a\",\"completion\":\" b\",\"label\":true}\n");
        tell();
        assertThat(error(Field.LOSS_TYPE))
                .isEqualTo("The files hold labelled answers; this loss learns from pairs."
                        + " Choose a loss for labelled answers, such as KTO, or fine-tuning on the wanted ones.");
        assertThat(error(Field.DATA))
                .startsWith("The files hold labelled answers;")
                .doesNotContain("--");

        form.field(Field.LOSS_TYPE).textProperty().set("kto");
        assertThat(error(Field.LOSS_TYPE)).isEmpty();
        assertThat(error(Field.DATA)).isEmpty();
    }

    @Test
    void rankingsAreNoLabelledAnswers() throws IOException {
        form.field(Field.LOSS_TYPE).textProperty().set("kto");
        Files.writeString(data, "{\"prompt\":\"a\",\"completions\":[\" b\",\" c\"],\"scores\":[2,1]}\n");
        tell();
        assertThat(error(Field.LOSS_TYPE)).contains("hold rankings", "learns from labelled answers");
    }

    @Test
    void anotherProblemOfTheDataStaysWhatItIs() throws IOException {
        Files.writeString(data, "{\"prompt\":\"a\",\"chosen\":\" b\",\"rejected\":\" c\"}\n");
        assertThat(failure()).isSameAs(REFUSED);
        Files.delete(data);
        assertThat(failure()).isSameAs(REFUSED);
    }

    private void tell() {
        assertThat(new FormProblems(form, new Notices()).tell(failure())).isEmpty();
    }

    private Throwable failure() {
        rooms.failure = Optional.of(REFUSED);
        return catchThrowable(() ->
                KindMismatch.check(rooms.rooms().runs(), form.config().orElseThrow(), Optional.empty(), Progress.NONE));
    }

    private String error(Field field) {
        return form.field(field).errorProperty().get();
    }
}
