package org.dpoworkbench.app.window.samples;

import java.util.Optional;
import java.util.OptionalDouble;
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
        Optional<Event.Sample> sample = empty || prompt == null ? Optional.empty() : column.answer(prompt);
        setText(sample.isEmpty() && !empty ? Messages.text("samples.noAnswer") : null);
        setContextMenu(null);
        if (sample.isEmpty()) {
            setGraphic(null);
            return;
        }
        var facts = new Label(facts(sample.get()));
        facts.getStyleClass().add(sample.get().ended() ? "quiet" : "cut");
        var box = new VBox(new AnswerFlow(model.pieces(column, sample.get())), facts);
        facts.setWrapText(true);
        setGraphic(box);
        setAccessibleText(column.title() + ": " + sample.get().completion() + " " + facts.getText());
        var copy = new MenuItem(Messages.text("samples.copy"));
        copy.setOnAction(_ -> model.copy(column, sample.get()));
        setContextMenu(new ContextMenu(copy));
    }

    @Override
    protected double computePrefHeight(double width) {
        return getGraphic() == null
                ? super.computePrefHeight(width)
                : Math.ceil(getGraphic().prefHeight(getTableColumn().getWidth() - PADDING)) + PADDING / 2;
    }

    private String facts(Event.Sample sample) {
        String end = sample.ended() ? Messages.text("samples.ended") : Messages.text("samples.cut");
        OptionalDouble reward = model.reward(sample);
        String facts = Messages.text("samples.facts", sample.tokens(), end);
        return reward.isPresent()
                ? facts + Messages.text("samples.reward", Numbers.fixed(reward.getAsDouble(), 2))
                : facts;
    }
}
