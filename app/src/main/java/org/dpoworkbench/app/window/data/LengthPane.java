package org.dpoworkbench.app.window.data;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.chart.Bins;
import org.dpoworkbench.app.chart.HistogramChart;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.chart.HistogramPane;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.LengthPicture;
import org.dpoworkbench.engine.data.LabelledStatistics;
import org.dpoworkbench.ui.Messages;

/// How long the answers are, and what a judge that only prefers the longer one would make of them.
final class LengthPane extends VBox {
    /// Of KTO's paper: desirable to undesirable answers, each times its weight.
    private static final double MOST_WANTED = 4.0 / 3;

    private final ObservableValue<ScreenTheme> theme;
    private final HistogramPane lengths;
    private final HistogramPane gap;
    private final HBox legend = new HBox();
    private final Label title = new Label();
    private final VBox right;

    LengthPane(DataModel model, ObservableValue<ScreenTheme> theme) {
        this.theme = theme;
        getStyleClass().add("length-pane");
        setPrefHeight(210);
        setMinHeight(130);
        var prejudice = new Label();
        prejudice.setId("data-prejudice");
        prejudice.setWrapText(true);
        prejudice.setMinHeight(USE_PREF_SIZE);
        prejudice
                .textProperty()
                .bind(model.lengthsProperty()
                        .map(picture -> picture.map(LengthPane::words).orElse("")));
        lengths =
                new HistogramPane(Messages.text("data.lengths.axis"), Messages.text("data.lengths.accessible"), theme);
        gap = new HistogramPane(Messages.text("data.gap.axis"), Messages.text("data.gap.accessible"), theme);
        legend.getStyleClass().add("length-legend");
        var left = new VBox(legend, lengths);
        title.getStyleClass().add("quiet");
        right = new VBox(title, gap);
        VBox.setVgrow(lengths, Priority.ALWAYS);
        VBox.setVgrow(gap, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        lengths.setPrefWidth(300);
        gap.setPrefWidth(300);
        var charts = new HBox(left, right);
        VBox.setVgrow(charts, Priority.ALWAYS);
        // Axes of nothing would look like a result.
        charts.visibleProperty().bind(model.lengthsProperty().map(Optional::isPresent));
        getChildren().setAll(prejudice, charts);
        model.lengthsProperty().subscribe(this::show);
    }

    private void show(Optional<LengthPicture> picture) {
        lengths.show(List.of(), List.of());
        gap.show(List.of(), List.of());
        picture.ifPresent(this::show);
    }

    private void show(LengthPicture picture) {
        boolean pairs = picture instanceof LengthPicture.OfPairs;
        right.setVisible(pairs);
        right.setManaged(pairs);
        switch (picture) {
            case LengthPicture.OfPairs p -> {
                legend(
                        p.ranked() ? Messages.text("data.lengths.best") : Messages.text("data.lengths.chosen"),
                        p.ranked() ? Messages.text("data.lengths.worst") : Messages.text("data.lengths.rejected"));
                title.setText(p.ranked() ? Messages.text("data.gap.ranked") : Messages.text("data.gap.title"));
                double mean = p.statistics().gap().mean();
                lengths.show(
                        List.of(
                                new HistogramChart.Bars("chosen", p.chosen()),
                                new HistogramChart.Bars("rejected", p.rejected())),
                        limit(p, p.chosen()));
                gap.show(
                        List.of(new HistogramChart.Bars("gap", p.gap())),
                        List.of(new HistogramChart.Line(mean, Messages.text("data.gap.mean", Numbers.fixed(mean, 1)))));
            }
            case LengthPicture.ByLabel p -> {
                legend(
                        Messages.text("data.lengths.desirable", p.statistics().wanted()),
                        Messages.text("data.lengths.undesirable", p.statistics().unwanted()));
                lengths.show(
                        List.of(
                                new HistogramChart.Bars("desirable", p.desirable()),
                                new HistogramChart.Bars("undesirable", p.undesirable())),
                        limit(p, p.desirable()));
            }
            case LengthPicture.OfCompletions p -> {
                legend(Messages.text("data.lengths.answers"));
                lengths.show(List.of(new HistogramChart.Bars("answers", p.completion())), limit(p, p.completion()));
            }
        }
    }

    private static List<HistogramChart.Line> limit(LengthPicture picture, Bins bins) {
        return picture.maxLength() > bins.to()
                ? List.of()
                : List.of(new HistogramChart.Line(
                        picture.maxLength(), Messages.text("data.lengths.limit", picture.maxLength())));
    }

    private void legend(String... words) {
        legend.getChildren().clear();
        for (int i = 0; i < words.length; i++) {
            legend.getChildren().add(new Label(words[i], new SeriesMark(i, theme)));
        }
    }

    private static String words(LengthPicture picture) {
        return switch (picture) {
            case LengthPicture.OfPairs p -> words(p);
            case LengthPicture.ByLabel p -> words(p.statistics());
            case LengthPicture.OfCompletions p ->
                Messages.text(
                        "data.lengths.mean",
                        p.statistics().completions(),
                        Numbers.fixed(p.statistics().completion().mean(), 1));
        };
    }

    /// With the balance that KTO's paper asks for: λ_D n_D / (λ_U n_U) from 1 to 4/3.
    private static String words(LabelledStatistics labels) {
        String counts = Messages.text("data.labels.counts", labels.wanted(), labels.unwanted());
        if (labels.wantedLength().isEmpty() || labels.unwantedLength().isEmpty()) {
            return counts + " " + Messages.text("data.labels.oneOnly");
        }
        double mean = labels.wantedLength().get().mean()
                - labels.unwantedLength().get().mean();
        String longer = Math.abs(mean) < 0.05
                ? Messages.text("data.labels.equal")
                : mean > 0
                        ? Messages.text("data.labels.longer", Numbers.fixed(mean, 1))
                        : Messages.text("data.labels.shorter", Numbers.fixed(-mean, 1));
        return counts + " " + longer + " " + balance((double) labels.wanted() / labels.unwanted());
    }

    private static String balance(double ratio) {
        if (ratio >= 1 && ratio <= MOST_WANTED) {
            return Messages.text("data.labels.balanced");
        }
        return ratio > 1
                ? Messages.text("data.labels.moreUndesirable", Numbers.rounded(ratio, 3))
                : Messages.text("data.labels.moreDesirable", Numbers.rounded(1 / ratio, 3));
    }

    private static String words(LengthPicture.OfPairs p) {
        double mean = p.statistics().gap().mean();
        String better = p.ranked() ? Messages.text("data.prejudice.best") : Messages.text("data.prejudice.chosen");
        String worse = p.ranked() ? Messages.text("data.prejudice.worst") : Messages.text("data.prejudice.rejected");
        String longer = Math.abs(mean) < 0.05
                ? Messages.text("data.prejudice.equal", better, worse)
                : mean > 0
                        ? Messages.text("data.prejudice.longer", Numbers.fixed(mean, 1), better)
                        : Messages.text("data.prejudice.shorter", Numbers.fixed(-mean, 1), better);
        String judge = Numbers.percent(p.statistics().longerIsBetter());
        return longer + " "
                + (p.ranked()
                        ? Messages.text("data.prejudice.judgeRanked", judge)
                        : Messages.text("data.prejudice.judge", judge));
    }
}
