package org.dpoworkbench.app.window.samples;

import java.util.List;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.samples.SampleColumn;
import org.dpoworkbench.app.window.model.samples.SamplesViewModel;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.ui.Messages;

/// One answer: its text, its length, how it ended, its true reward.
final class AnswerCell extends TableCell<String, String> {
    private static final double PADDING = 18;

    private final SamplesViewModel model;
    private final SampleColumn column;

    AnswerCell(SamplesViewModel model, SampleColumn column) {
        this.model = model;
        this.column = column;
        getStyleClass().add("answer-cell");
    }

    @Override
    protected void updateItem(String prompt, boolean empty) {
        super.updateItem(prompt, empty);
        List<Event.Sample> samples = empty || prompt == null ? List.of() : column.all(prompt);
        setText(samples.isEmpty() && !empty ? Messages.text("samples.noAnswer") : null);
        setContextMenu(null);
        if (samples.isEmpty()) {
            setGraphic(null);
            setAccessibleText(getText());
            return;
        }
        var box = new VBox();
        var spoken = new StringJoiner(" ", column.title() + ": ", "");
        for (int i = 0; i < samples.size(); i++) {
            Event.Sample sample = samples.get(i);
            var facts = new Label(facts(sample, i, samples.size()));
            facts.getStyleClass().add(sample.ended() ? "quiet" : "cut");
            facts.setWrapText(true);
            box.getChildren().addAll(new AnswerFlow(model.pieces(column, sample)), facts);
            spoken.add(sample.completion()).add(facts.getText());
        }
        box.getStyleClass().add("answers");
        setGraphic(box);
        setAccessibleText(spoken.toString());
        var copy = new MenuItem(Messages.text("samples.copy"));
        copy.setOnAction(_ -> model.copy(column, prompt));
        setContextMenu(new ContextMenu(copy));
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
