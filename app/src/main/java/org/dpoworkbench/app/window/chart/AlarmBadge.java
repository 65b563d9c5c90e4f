package org.dpoworkbench.app.window.chart;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.chart.Alarm;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Says that there is something to know about a chart's runs, and on demand what.
final class AlarmBadge extends Button {
    private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");

    private List<Alarm> alarms = List.of();

    AlarmBadge() {
        getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "alarm-badge");
        setOnAction(_ -> popover().show(this));
        setTooltip(new Tooltip());
        setMinWidth(USE_PREF_SIZE);
        show(List.of());
    }

    void show(List<Alarm> now) {
        if (now.equals(alarms) && isManaged() != now.isEmpty()) {
            return;
        }
        alarms = now;
        boolean alarm = now.stream().anyMatch(Alarm::alarm);
        pseudoClassStateChanged(ALARM, alarm);
        setVisible(!now.isEmpty());
        setManaged(!now.isEmpty());
        setFocusTraversable(!now.isEmpty());
        setGraphic(Icons.of(alarm ? Feather.ALERT_TRIANGLE : Feather.INFO));
        setText(alarm ? Messages.text("chart.alarms", now.size()) : Messages.text("chart.remarks", now.size()));
        String words = String.join("\n", now.stream().map(AlarmBadge::words).toList());
        setAccessibleText(words);
        getTooltip().setText(words);
        getTooltip().setWrapText(true);
        getTooltip().setMaxWidth(420);
    }

    private static String words(Alarm alarm) {
        return Messages.text("chart.alarm.words", alarm.run(), Integer.toString(alarm.step()), alarm.text());
    }

    private Popover popover() {
        var content = new VBox();
        content.getStyleClass().add("alarm-texts");
        for (Alarm alarm : alarms) {
            var text = new Label(words(alarm));
            text.setWrapText(true);
            content.getChildren().add(text);
        }
        var popover = new Popover(content);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        return popover;
    }
}
