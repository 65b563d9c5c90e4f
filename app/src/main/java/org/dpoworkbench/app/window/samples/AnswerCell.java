package org.dpoworkbench.app.window.samples;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.samples.EndWords;
import org.dpoworkbench.app.window.model.samples.SampleColumn;
import org.dpoworkbench.app.window.model.samples.SamplesViewModel;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.sample.SampleReward;
import org.dpoworkbench.ui.Messages;

/// One answer: its text, its length, how it ended, its true reward.
final class AnswerCell extends TableCell<String, String> {
    private static final double PADDING = 18;

    /// What decides what the cell shows, besides its column.
    private record Content(List<Event.Sample> samples, boolean differences, Optional<SampleReward> reward) {
        private static final Content NONE = new Content(List.of(), false, Optional.empty());
    }

    private final SamplesViewModel model;
    private final SampleColumn column;
    private Content shown = Content.NONE;
    private double measuredWidth = -1;
    private double measuredHeight;

    AnswerCell(SamplesViewModel model, SampleColumn column) {
        this.model = model;
        this.column = column;
        getStyleClass().add("answer-cell");
    }

    /// A table asks its cells again and again for what they show already: nothing is made anew then.
    @Override
    protected void updateItem(String prompt, boolean empty) {
        super.updateItem(prompt, empty);
        Content content = empty || prompt == null
                ? Content.NONE
                : new Content(
                        column.all(prompt),
                        model.differencesProperty().get(),
                        model.rewardProperty().get());
        boolean none = content.samples().isEmpty();
        setText(none && !empty ? Messages.text("samples.noAnswer") : null);
        if (none) {
            setGraphic(null);
            setContextMenu(null);
            setAccessibleText(getText());
        } else if (!content.equals(shown)) {
            show(content.samples());
        }
        shown = content;
    }

    private void show(List<Event.Sample> samples) {
        var box = new VBox();
        var spoken = new StringJoiner(" ", column.title() + ": ", "");
        for (int i = 0; i < samples.size(); i++) {
            Event.Sample sample = samples.get(i);
            var facts = new Label(facts(sample, i, samples.size()));
            facts.getStyleClass().add(sample.ended() ? "quiet" : "cut");
            facts.setWrapText(true);
            facts.setMinHeight(USE_PREF_SIZE); // a number is shown whole or not at all
            box.getChildren().addAll(new AnswerFlow(model.pieces(column, sample)), facts);
            spoken.add(sample.completion()).add(facts.getText());
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

    /// What was measured is no longer true: another text, font or width.
    @Override
    public void requestLayout() {
        measuredWidth = -1;
        super.requestLayout();
    }

    /// A table asks again and again; the text is broken into lines once for each width.
    @Override
    protected double computePrefHeight(double width) {
        if (getGraphic() == null) {
            return super.computePrefHeight(width);
        }
        double room = getTableColumn().getWidth() - PADDING;
        if (room != measuredWidth) {
            measuredHeight = Math.ceil(getGraphic().prefHeight(room)) + PADDING / 2;
            measuredWidth = room;
        }
        return measuredHeight;
    }

    private String facts(Event.Sample sample, int number, int of) {
        OptionalDouble reward = model.reward(sample);
        String facts = Messages.text("samples.facts", sample.tokens(), EndWords.of(sample));
        if (of > 1) {
            facts = Messages.text("samples.numbered", number + 1, of, facts);
        }
        return reward.isPresent()
                ? facts + Messages.text("samples.reward", Numbers.fixed(reward.getAsDouble(), 2))
                : facts;
    }
}
