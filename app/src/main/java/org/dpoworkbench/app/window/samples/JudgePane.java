package org.dpoworkbench.app.window.samples;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.samples.JudgeViewModel;
import org.dpoworkbench.app.window.model.samples.Judgement;
import org.dpoworkbench.app.window.model.samples.SampleColumn;
import org.dpoworkbench.app.window.model.samples.SamplesViewModel;
import org.dpoworkbench.ui.Messages;

/// Two answers side by side, nobody says whose: 1, 2 or 0.
final class JudgePane extends VBox {
    private final JudgeViewModel model;
    private final Label progress = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label prompt = new Label();
    private final Label first = new Label();
    private final Label second = new Label();
    private final Label result = new Label();
    private final ToggleButton showResult = new ToggleButton(Messages.text("samples.judge.result"));
    private final HBox answers;
    private final HBox verdicts;
    private final Button undo = new Button(Messages.text("samples.judge.undo"));

    JudgePane(SamplesViewModel samples) {
        model = samples.judge();
        setId("judge");
        getStyleClass().add("judge-pane");
        setFocusTraversable(true);
        setAccessibleText(Messages.text("samples.judge.accessible"));
        prompt.setWrapText(true);
        prompt.getStyleClass().add("prompt");
        answers = new HBox(
                card(Messages.text("samples.judge.first"), first), card(Messages.text("samples.judge.second"), second));
        answers.getStyleClass().add("answers");
        VBox.setVgrow(answers, Priority.ALWAYS);
        verdicts = new HBox(
                button(Messages.text("samples.judge.say1"), Judgement.Verdict.FIRST),
                button(Messages.text("samples.judge.say0"), Judgement.Verdict.TIE),
                button(Messages.text("samples.judge.say2"), Judgement.Verdict.SECOND),
                undo);
        verdicts.getStyleClass().add("verdicts");
        undo.setAccessibleText(Messages.text("samples.judge.undo"));
        undo.setOnAction(_ -> model.undo());
        showResult.setAccessibleText(Messages.text("samples.judge.result"));
        result.setId("judge-result");
        result.setWrapText(true);
        result.visibleProperty().bind(showResult.selectedProperty());
        result.managedProperty().bind(result.visibleProperty());
        var head = new FlowPane(
                choice(samples, model.oneProperty()),
                new Label(Messages.text("samples.judge.against")),
                choice(samples, model.otherProperty()),
                bar,
                progress,
                showResult);
        head.getStyleClass().add("judge-head");
        getChildren().setAll(head, result, prompt, answers, verdicts);
        model.stateProperty().subscribe(this::show);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.openProperty().subscribe(open -> {
            if (open) {
                requestFocus();
            }
        });
    }

    private static VBox card(String name, Label text) {
        var title = new Label(name);
        title.getStyleClass().add("title");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        var scroll = new ScrollPane(text);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setAccessibleText(name);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var card = new VBox(title, scroll);
        card.getStyleClass().add("card");
        card.setPrefWidth(0);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private Button button(String text, Judgement.Verdict verdict) {
        var button = new Button(text);
        button.setAccessibleText(text);
        button.setOnAction(_ -> {
            model.say(verdict);
            requestFocus();
        });
        return button;
    }

    private static ChoiceBox<SampleColumn> choice(SamplesViewModel samples, ObjectProperty<SampleColumn> value) {
        var box = new ChoiceBox<SampleColumn>();
        box.setAccessibleText(Messages.text("samples.judge.choice"));
        box.setPrefWidth(190);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(SampleColumn column) {
                return column == null ? "" : column.title();
            }

            @Override
            public SampleColumn fromString(String text) {
                throw new UnsupportedOperationException(text);
            }
        });
        samples.gridProperty().subscribe(grid -> {
            SampleColumn now = value.get();
            box.getItems().setAll(grid.columns());
            value.set(now);
        });
        box.valueProperty().bindBidirectional(value);
        return box;
    }

    @SuppressWarnings("ReferenceEquality") // a control is no other
    private void show(JudgeViewModel.State state) {
        Optional<JudgeViewModel.Question> question = state.question();
        int open = state.of() - state.identical();
        prompt.setText(question.map(q -> q.prompt().strip())
                .orElse(
                        state.of() == 0
                                ? Messages.text("samples.judge.nothing")
                                : Messages.text("samples.judge.done")));
        first.setText(question.map(q -> q.first().completion().strip()).orElse(""));
        second.setText(question.map(q -> q.second().completion().strip()).orElse(""));
        answers.setVisible(question.isPresent());
        verdicts.getChildren().stream()
                .filter(node -> node != undo)
                .forEach(node -> node.setDisable(question.isEmpty()));
        undo.setDisable(!model.canUndo());
        bar.setProgress(open == 0 ? 0 : (double) state.judged() / open);
        progress.setText(Messages.text("samples.judge.progress", state.judged(), open));
        result.setText(result(state));
    }

    private String result(JudgeViewModel.State state) {
        if (state.rate().isEmpty() || model.oneProperty().get() == null) {
            return Messages.text("samples.judge.noResult");
        }
        var rate = state.rate().get();
        return Messages.text(
                        "samples.judge.rate",
                        model.oneProperty().get().title(),
                        model.otherProperty().get().title(),
                        Numbers.percent(rate.rate()),
                        Numbers.fixed(100 * rate.low(), 1),
                        Numbers.fixed(100 * rate.high(), 1))
                + Messages.text("samples.judge.counts", rate.n(), state.identical());
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DIGIT1, NUMPAD1 -> model.say(Judgement.Verdict.FIRST);
            case DIGIT2, NUMPAD2 -> model.say(Judgement.Verdict.SECOND);
            case DIGIT0, NUMPAD0 -> model.say(Judgement.Verdict.TIE);
            case BACK_SPACE -> model.undo();
            case ESCAPE -> model.openProperty().set(false);
            default -> {
                return;
            }
        }
        event.consume();
    }
}
