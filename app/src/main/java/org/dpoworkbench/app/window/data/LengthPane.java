package org.dpoworkbench.app.window.data;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.chart.HistogramChart;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.chart.HistogramPane;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.LengthPicture;
import org.dpoworkbench.engine.data.PairStatistics;
import org.dpoworkbench.ui.Messages;

/// How long the answers are, and what a judge that only prefers the longer one would make of them.
final class LengthPane extends VBox {
    private final ObservableValue<ScreenTheme> theme;
    private final HistogramPane lengths;
    private final HistogramPane gap;

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
                        .map(picture -> picture.map(p -> words(p.statistics())).orElse("")));
        lengths =
                new HistogramPane(Messages.text("data.lengths.axis"), Messages.text("data.lengths.accessible"), theme);
        gap = new HistogramPane(Messages.text("data.gap.axis"), Messages.text("data.gap.accessible"), theme);
        var legend =
                new HBox(key(0, Messages.text("data.lengths.chosen")), key(1, Messages.text("data.lengths.rejected")));
        legend.getStyleClass().add("length-legend");
        var left = new VBox(legend, lengths);
        var title = new Label(Messages.text("data.gap.title"));
        title.getStyleClass().add("quiet");
        var right = new VBox(title, gap);
        VBox.setVgrow(lengths, Priority.ALWAYS);
        VBox.setVgrow(gap, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        lengths.setPrefWidth(300);
        gap.setPrefWidth(300);
        var charts = new HBox(left, right);
        VBox.setVgrow(charts, Priority.ALWAYS);
        getChildren().setAll(prejudice, charts);
        model.lengthsProperty().subscribe(this::show);
    }

    private void show(Optional<LengthPicture> picture) {
        if (picture.isEmpty()) {
            lengths.show(List.of(), List.of());
            gap.show(List.of(), List.of());
            return;
        }
        LengthPicture p = picture.get();
        double mean = p.statistics().gap().mean();
        lengths.show(
                List.of(
                        new HistogramChart.Bars("chosen", p.chosen()),
                        new HistogramChart.Bars("rejected", p.rejected())),
                p.maxLength() > p.chosen().to()
                        ? List.of()
                        : List.of(new HistogramChart.Line(
                                p.maxLength(), Messages.text("data.lengths.limit", p.maxLength()))));
        gap.show(
                List.of(new HistogramChart.Bars("gap", p.gap())),
                List.of(new HistogramChart.Line(mean, Messages.text("data.gap.mean", Numbers.fixed(mean, 1)))));
    }

    private Label key(int series, String word) {
        return new Label(word, new SeriesMark(series, theme));
    }

    private static String words(PairStatistics statistics) {
        double mean = statistics.gap().mean();
        String longer = Math.abs(mean) < 0.05
                ? Messages.text("data.prejudice.equal")
                : mean > 0
                        ? Messages.text("data.prejudice.longer", Numbers.fixed(mean, 1))
                        : Messages.text("data.prejudice.shorter", Numbers.fixed(-mean, 1));
        return longer + " " + Messages.text("data.prejudice.judge", Numbers.percent(statistics.longerIsBetter()));
    }
}
