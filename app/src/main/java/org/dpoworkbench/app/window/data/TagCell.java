package org.dpoworkbench.app.window.data;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import org.dpoworkbench.app.window.model.data.PairRow;
import org.dpoworkbench.app.window.model.data.ProblemKind;
import org.dpoworkbench.ui.Messages;

/// A pair's problems as tags: the gravest in words, the others counted.
final class TagCell extends TableCell<PairRow, PairRow> {
    private static final int SHOWN = 2;

    private final List<Label> tags = List.of(new Label(), new Label());
    private final Label more = new Label();
    private final HBox box = new HBox(tags.getFirst(), tags.getLast(), more);
    private long shown = -1;

    TagCell() {
        box.getStyleClass().add("tags");
        more.getStyleClass().add("more");
    }

    @Override
    protected void updateItem(PairRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null || row.problems() == 0) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        if (shown != row.problems()) {
            shown = row.problems();
            fill(row.problemKinds());
        }
        setGraphic(box);
    }

    private void fill(List<ProblemKind> kinds) {
        for (int i = 0; i < SHOWN; i++) {
            Label tag = tags.get(i);
            tag.setManaged(i < kinds.size());
            tag.setVisible(i < kinds.size());
            if (i < kinds.size()) {
                Tags.dress(tag, kinds.get(i));
            }
        }
        more.setText(kinds.size() > SHOWN ? Messages.text("data.tags.more", kinds.size() - SHOWN) : "");
        setAccessibleText(
                String.join(", ", kinds.stream().map(kind -> kind.word()).toList()));
    }
}
