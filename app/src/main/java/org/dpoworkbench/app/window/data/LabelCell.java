package org.dpoworkbench.app.window.data;

import java.util.Optional;
import javafx.scene.control.TableCell;
import org.dpoworkbench.app.window.model.data.PairRow;

/// Whether the only completion is wanted, as a tag with its word.
final class LabelCell extends TableCell<PairRow, PairRow> {
    @Override
    protected void updateItem(PairRow row, boolean empty) {
        super.updateItem(row, empty);
        Optional<Boolean> wanted = empty || row == null ? Optional.empty() : row.desirable();
        setGraphic(wanted.map(Tags::ofLabel).orElse(null));
        setAccessibleText(wanted.map(Tags::labelWord).orElse(""));
    }
}
