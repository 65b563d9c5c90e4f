package org.dpoworkbench.app.window.pairs;

import java.util.List;
import java.util.NavigableSet;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Marker;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Moves the marker through the evaluations: slider, single steps, play.
final class StepBar extends HBox {
    private static final Duration BEAT = Duration.millis(600);

    private final PairsViewModel model;
    private final Marker marker;
    private final Slider slider = new Slider();
    private final Label label = new Label();
    private final Button play;
    private final Timeline playing = new Timeline();
    private boolean following;

    StepBar(PairsViewModel model, Marker marker) {
        this.model = model;
        this.marker = marker;
        getStyleClass().add("step-bar");
        Button back = Icons.button(Feather.CHEVRON_LEFT, Messages.text("pairs.step.back"), () -> model.step(-1));
        Button forth = Icons.button(Feather.CHEVRON_RIGHT, Messages.text("pairs.step.forth"), () -> model.step(1));
        play = Icons.button(Feather.PLAY, Messages.text("pairs.step.play"), this::toggle);
        play.setId("pairs-play");
        Button newest = Icons.button(Feather.CHEVRONS_RIGHT, Messages.text("pairs.step.newest"), marker::clear);
        slider.setId("pairs-slider");
        slider.setAccessibleText(Messages.text("pairs.step.slider"));
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setBlockIncrement(1);
        slider.setSnapToTicks(true);
        slider.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(slider, Priority.ALWAYS);
        label.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(back, play, forth, slider, newest, label);
        playing.setCycleCount(Animation.INDEFINITE);
        playing.getKeyFrames().setAll(new KeyFrame(BEAT, _ -> beat()));
        slider.valueProperty().subscribe(this::slid);
        model.stepsProperty().subscribe(_ -> follow());
        marker.stepProperty().subscribe(_ -> follow());
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                stop();
            }
        });
    }

    private List<Integer> steps() {
        return List.copyOf(model.stepsProperty().get());
    }

    private void slid() {
        List<Integer> steps = steps();
        int index = (int) Math.round(slider.getValue());
        if (!following && index < steps.size()) {
            int step = steps.get(index);
            if (marker.step().isEmpty() || marker.step().getAsInt() != step) {
                marker.moveTo(step);
            }
        }
    }

    private void follow() {
        NavigableSet<Integer> steps = model.stepsProperty().get();
        setDisable(steps.isEmpty());
        if (steps.isEmpty()) {
            label.setText("");
            return;
        }
        int wanted = marker.step().orElse(steps.last());
        Integer at = steps.floor(wanted);
        int shown = at == null ? steps.first() : at;
        following = true;
        slider.setMax(Math.max(1, steps.size() - 1));
        slider.setValue(steps.headSet(shown).size());
        following = false;
        label.setText(
                marker.step().isEmpty()
                        ? Messages.text("pairs.step.atNewest", Integer.toString(shown))
                        : Messages.text("pairs.step.at", Integer.toString(shown), Integer.toString(steps.last())));
    }

    /// Playing begins again from the first evaluation where it stands at the last.
    private void toggle() {
        if (playing.getStatus() == Animation.Status.RUNNING) {
            stop();
            return;
        }
        NavigableSet<Integer> steps = model.stepsProperty().get();
        if (steps.size() < 2) {
            return;
        }
        if (marker.step().orElse(steps.last()) >= steps.last()) {
            marker.moveTo(steps.first());
        }
        play.setGraphic(new FontIcon(Feather.PAUSE));
        playing.play();
    }

    private void beat() {
        model.step(1);
        if (marker.step().orElse(Integer.MAX_VALUE)
                >= model.stepsProperty().get().last()) {
            stop();
        }
    }

    private void stop() {
        playing.stop();
        play.setGraphic(new FontIcon(Feather.PLAY));
    }
}
