package org.dpoworkbench.app.window.chart;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.CheckListView;
import org.dpoworkbench.app.window.model.chart.ChartsModel;
import org.dpoworkbench.app.window.model.chart.Topic;
import org.dpoworkbench.ui.Messages;

/// Opens the list of the other recorded metrics, each of which can be a chart.
final class FurtherMetrics extends Button {
    private static final StringConverter<Topic> TITLES = new StringConverter<>() {
        @Override
        public String toString(Topic topic) {
            return topic == null ? "" : topic.title();
        }

        @Override
        public Topic fromString(String title) {
            throw new UnsupportedOperationException("metrics are ticked, not typed");
        }
    };

    private final ChartsModel charts;

    FurtherMetrics(ChartsModel charts) {
        super(Messages.text("chart.more"));
        this.charts = charts;
        setId("further-metrics");
        getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        setAccessibleText(Messages.text("chart.more"));
        setTooltip(new Tooltip(Messages.text("chart.more.tip")));
        setOnAction(_ -> popover().show(this));
    }

    private Popover popover() {
        var topics = new FilteredList<>(FXCollections.observableArrayList(charts.further()));
        var list = new CheckListView<>(FXCollections.observableArrayList(topics));
        list.setId("further-list");
        list.setAccessibleText(Messages.text("chart.more"));
        list.setPrefSize(360, 320);
        list.setCellFactory(_ -> new CheckBoxListCell<>(list::getItemBooleanProperty, TITLES));
        check(list);
        var query = new TextField();
        query.setPromptText(Messages.text("chart.more.find"));
        query.setAccessibleText(Messages.text("chart.more.find"));
        query.textProperty().subscribe(text -> {
            String word = text.strip().toLowerCase(Locale.ROOT);
            topics.setPredicate(topic -> topic.title().toLowerCase(Locale.ROOT).contains(word));
            list.getItems().setAll(topics);
            check(list);
        });
        var popover = new Popover(new VBox(6, query, list));
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        return popover;
    }

    /// Ticks what is a chart, and from then on makes a chart of what is ticked.
    private void check(CheckListView<Topic> list) {
        for (Topic topic : list.getItems()) {
            if (charts.added().contains(topic.id())) {
                list.getCheckModel().check(topic);
            }
        }
        list.getCheckModel().getCheckedItems().addListener((ListChangeListener<Topic>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(topic -> charts.added().add(topic.id()));
                change.getRemoved().stream()
                        .filter(list.getItems()::contains)
                        .forEach(topic -> charts.added().remove(topic.id()));
            }
        });
    }
}
