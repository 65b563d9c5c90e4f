package org.dpoworkbench.app.window.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dpoworkbench.app.window.RealWindow.onFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// Counts pulses by the scene's own.
class PulsesTest {
    private Stage stage;
    private int pulses;

    @BeforeAll
    static void toolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void show() throws Exception {
        stage = onFx(() -> {
            var shown = new Stage();
            shown.setScene(new Scene(new VBox(), 400, 400));
            shown.getScene().addPreLayoutPulseListener(() -> pulses++);
            shown.show();
            return shown;
        });
    }

    @AfterEach
    void hide() throws Exception {
        onFx(() -> {
            stage.hide();
            return stage;
        });
    }

    @Test
    void eachPartHasAPulseOfItsOwnInTheOrderAsked() throws Exception {
        List<String> parts = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        onFx(() -> {
            for (String part : List.of("a", "b", "c")) {
                Pulses.later(() -> {
                    parts.add(part);
                    at.add(pulses);
                });
            }
            return parts;
        });
        until("all are done", () -> parts.size() == 3);
        assertThat(parts).containsExactly("a", "b", "c");
        assertThat(at).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void whatIsAskedOftenIsDoneOnceAndAgainWhenAskedAgain() throws Exception {
        List<Integer> done = new ArrayList<>();
        Runnable once = onFx(() -> {
            Runnable part = Pulses.once(() -> done.add(pulses));
            IntStream.range(0, 5).forEach(_ -> part.run());
            Pulses.later(() -> done.add(-1));
            return part;
        });
        until("both parts are done", () -> done.contains(-1));
        assertThat(done).hasSize(2).endsWith(-1);
        onFx(() -> {
            once.run();
            return once;
        });
        until("it is done again", () -> done.size() == 3);
    }

    @Test
    void aPaneGetsItsContentLater() throws Exception {
        StackPane pane = onFx(() -> Pulses.pane(() -> new Label("content")));
        until("it is there", () -> !pane.getChildren().isEmpty());
        assertThat(pane.getChildren()).hasSize(1);
    }

    @Test
    void aTableUnrollsItsFirstLinesAndThenFillsItsRoom() throws Exception {
        List<Integer> made = new ArrayList<>();
        TableView<String> table = onFx(() -> {
            var lines = new TableView<String>(FXCollections.observableArrayList());
            lines.setFixedCellSize(20);
            var column = new TableColumn<String, String>("line");
            lines.getColumns().add(column);
            lines.setRowFactory(_ -> {
                made.add(pulses);
                return new TableRow<>();
            });
            Unrolling.firstLines(lines, 40);
            var room = new StackPane(lines);
            stage.getScene().setRoot(room);
            return lines;
        });
        until("it fills its room while it is empty", () -> table.getHeight() == 400);
        onFx(() -> table.getItems()
                .setAll(IntStream.range(0, 100).mapToObj(Integer::toString).toList()));
        until("it fills its room again", () -> table.getHeight() == 400 && made.size() >= 18);
        assertThat(made.stream().distinct().count()).as("pulses").isGreaterThan(5);
        made.clear();
        onFx(() -> table.getItems().setAll("other", "lines"));
        assertThat(onFx(table::getHeight)).isEqualTo(400);
    }
}
