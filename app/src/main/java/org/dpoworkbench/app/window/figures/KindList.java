package org.dpoworkbench.app.window.figures;

import atlantafx.base.theme.Styles;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.ui.Messages;

/// The figures that the drawn runs have points for.
final class KindList extends ListView<FigureKind> {
    private static final double ROW = 28;

    private final FiguresModel model;
    private boolean following;

    KindList(FiguresModel model) {
        super(model.kinds());
        this.model = model;
        setId("figure-kinds");
        getStyleClass().add(Styles.DENSE);
        setAccessibleText(Messages.text("figures.kinds.accessible"));
        setFixedCellSize(ROW);
        model.kinds().addListener((ListChangeListener<FigureKind>) _ -> follow());
        model.kindProperty().subscribe(_ -> follow());
        getSelectionModel().selectedItemProperty().subscribe(kind -> {
            if (kind != null && !following) {
                model.kindProperty().set(kind);
            }
        });
        setCellFactory(_ -> new ListCell<>() {
            @Override
            protected void updateItem(FigureKind kind, boolean empty) {
                super.updateItem(kind, empty);
                setText(empty || kind == null ? null : FigureTexts.of(kind));
            }
        });
    }

    private void follow() {
        following = true;
        try {
            setPrefHeight(ROW * Math.max(3, getItems().size()) + 2);
            int row = getItems().indexOf(model.kindProperty().get());
            getSelectionModel().clearAndSelect(row); // -1, where the runs have no such figure, selects none
        } finally {
            following = false;
        }
    }
}
