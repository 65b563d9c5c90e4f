package org.dpoworkbench.app.window.samples;

import java.util.List;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.samples.Piece;
import org.dpoworkbench.app.window.model.samples.SampleColumn;
import org.dpoworkbench.app.window.model.samples.SamplesViewModel;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.ui.Messages;

/// One answer: its text, its length, how it ended, its true reward.
final class AnswerCell extends TableCell<String, String> {
    private static final double PADDING = 18;

    /// What the cell shows of one sample.
    private record Answer(Event.Sample sample, List<Piece> pieces, String facts) {}

    private final SamplesViewModel model;
    private final SampleColumn column;
    private List<Answer> shown = List.of();

    AnswerCell(SamplesViewModel model, SampleColumn column) {
        this.model = model;
        this.column = column;
        getStyleClass().add("answer-cell");
    }

    /// A table asks its cells again and again for what they show already: nothing is made anew then.
    @Override
    protected void updateItem(String prompt, boolean empty) {
        super.updateItem(prompt, empty);
        List<Answer> answers = empty || prompt == null ? List.of() : answers(prompt);
        setText(answers.isEmpty() && !empty ? Messages.text("samples.noAnswer") : null);
        if (answers.isEmpty()) {
            shown = answers;
            setGraphic(null);
            setContextMenu(null);
            setAccessibleText(getText());
        } else if (!answers.equals(shown)) {
            shown = answers;
            show(answers);
        }
    }

    private List<Answer> answers(String prompt) {
        List<Event.Sample> samples = column.all(prompt);
        return IntStream.range(0, samples.size())
                .mapToObj(i -> new Answer(
                        samples.get(i), model.pieces(column, samples.get(i)), facts(samples.get(i), i, samples.size())))
                .toList();
    }

    private void show(List<Answer> answers) {
        var box = new VBox();
        var spoken = new StringJoiner(" ", column.title() + ": ", "");
        for (Answer answer : answers) {
            var facts = new Label(answer.facts());
            facts.getStyleClass().add(answer.sample().ended() ? "quiet" : "cut");
            facts.setWrapText(true);
            box.getChildren().addAll(new AnswerFlow(answer.pieces()), facts);
            spoken.add(answer.sample().completion()).add(answer.facts());
        }
        box.getStyleClass().add("answers");
        setGraphic(box);
        setAccessibleText(spoken.toString());
        if (getContextMenu() == null) {
            var copy = new MenuItem(Messages.text("samples.copy"));
            copy.setOnAction(_ -> model.copy(column, getItem()));
            setContextMenu(new ContextMenu(copy));
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return getGraphic() == null
                ? super.computePrefHeight(width)
                : Math.ceil(getGraphic().prefHeight(getTableColumn().getWidth() - PADDING)) + PADDING / 2;
    }

    private String facts(Event.Sample sample, int number, int of) {
        String end = sample.ended() ? Messages.text("samples.ended") : Messages.text("samples.cut");
        OptionalDouble reward = model.reward(sample);
        String facts = Messages.text("samples.facts", sample.tokens(), end);
        if (of > 1) {
            facts = Messages.text("samples.numbered", number + 1, of, facts);
        }
        return reward.isPresent()
                ? facts + Messages.text("samples.reward", Numbers.fixed(reward.getAsDouble(), 2))
                : facts;
    }
}
