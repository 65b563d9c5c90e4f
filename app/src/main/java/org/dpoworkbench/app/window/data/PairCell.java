package org.dpoworkbench.app.window.data;

import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import org.dpoworkbench.app.window.model.data.PairRow;

/// A cell that writes one thing of a pair; of a pair that no run uses, in grey.
final class PairCell extends TableCell<PairRow, PairRow> {
    private static final PseudoClass LEFT_OUT = PseudoClass.getPseudoClass("left-out");

    private final Function<PairRow, String> text;

    PairCell(Function<PairRow, String> text) {
        this.text = text;
    }

    @Override
    protected void updateItem(PairRow row, boolean empty) {
        super.updateItem(row, empty);
        boolean blank = empty || row == null;
        setText(blank ? null : text.apply(row));
        pseudoClassStateChanged(LEFT_OUT, !blank && !row.inspected().isUsed());
    }
}
