package org.dpoworkbench.app.window.runs;

import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.dpoworkbench.app.window.model.runs.SettingsTable;

/// A run's value of a setting; long ones, such as paths and hashes, are whole in the tooltip.
final class SettingCell extends TableCell<SettingsTable.Line, String> {
    private static final PseudoClass DIFFERS = PseudoClass.getPseudoClass("differs");
    private static final int LONG = 24;

    @Override
    protected void updateItem(String value, boolean empty) {
        super.updateItem(value, empty);
        SettingsTable.Line line = getTableRow() == null ? null : getTableRow().getItem();
        setText(empty ? null : value);
        setTooltip(empty || value == null || value.length() < LONG ? null : new Tooltip(value));
        pseudoClassStateChanged(DIFFERS, !empty && line != null && line.differs());
    }
}
