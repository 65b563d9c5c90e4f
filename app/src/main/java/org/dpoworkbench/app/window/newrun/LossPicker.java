package org.dpoworkbench.app.window.newrun;

import atlantafx.base.controls.Popover;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.newrun.LossChoice;
import org.dpoworkbench.app.window.model.newrun.LossTexts;
import org.dpoworkbench.app.window.model.newrun.Method;
import org.dpoworkbench.ui.Messages;

/// The list of losses, each with a line of explanation and its paper; words typed above it leave those that hold them.
/// Arrow keys move, Enter chooses, Escape leaves.
final class LossPicker {
    private static final double SCROLL_BAR = 18;

    private final Function<String, List<LossChoice.Group>> groups;
    private final Consumer<Method> choose;
    private final TextField search = new TextField();
    private final ListView<Line> list = new ListView<>();
    private final Popover popover;

    /// A line of the list.
    private sealed interface Line {
        record Head(String title) implements Line {}

        record Entry(Method method) implements Line {}
    }

    /// @param groups the methods that a search lets through
    private LossPicker(Function<String, List<LossChoice.Group>> groups, Consumer<Method> choose) {
        this.groups = groups;
        this.choose = choose;
        search.setId("loss-search");
        search.setPromptText(Messages.text("newrun.losses.search"));
        search.setAccessibleText(Messages.text("newrun.losses.search"));
        search.textProperty().subscribe(_ -> fill());
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.setId("loss-list");
        list.setFocusTraversable(false);
        list.setAccessibleText(Messages.text("newrun.losses.list"));
        list.setCellFactory(_ -> new Cell());
        list.setPrefSize(520, 300);
        list.setPlaceholder(new Label(Messages.text("newrun.losses.none")));
        var content = new VBox(8, search, list);
        content.getStyleClass().add("loss-picker");
        popover = new Popover(content);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        popover.setArrowLocation(Popover.ArrowLocation.TOP_CENTER);
    }

    /// @param at what it points at
    static void show(Node at, Function<String, List<LossChoice.Group>> groups, Consumer<Method> choose) {
        var picker = new LossPicker(groups, choose);
        picker.popover.show(at);
        picker.search.requestFocus();
    }

    private void fill() {
        List<Line> lines = new ArrayList<>();
        for (LossChoice.Group group : groups.apply(search.getText())) {
            lines.add(new Line.Head(group.title()));
            group.methods().forEach(method -> lines.add(new Line.Entry(method)));
        }
        list.getItems().setAll(lines);
        move(-1, 1);
        list.scrollTo(0);
    }

    /// Selects the next method, over headings.
    private void move(int from, int by) {
        IntStream.iterate(from + by, i -> i >= 0 && i < list.getItems().size(), i -> i + by)
                .filter(i -> list.getItems().get(i) instanceof Line.Entry)
                .findFirst()
                .ifPresent(i -> {
                    list.getSelectionModel().select(i);
                    list.scrollTo(Math.max(0, i - 3));
                });
    }

    private void pressed(KeyEvent event) {
        int at = list.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> move(at, 1);
            case UP -> move(at, -1);
            case ENTER -> take(list.getSelectionModel().getSelectedItem());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void take(Line line) {
        if (line instanceof Line.Entry(Method method)) {
            popover.hide();
            choose.accept(method);
        }
    }

    private final class Cell extends ListCell<Line> {
        Cell() {
            setPrefWidth(0); // as wide as the list, its texts wrapped
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
                    take(getItem());
                }
            });
        }

        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            getStyleClass().remove("group-head");
            setMouseTransparent(line instanceof Line.Head);
            switch (empty ? null : line) {
                case null -> setGraphic(null);
                case Line.Head(String title) -> {
                    getStyleClass().add("group-head");
                    setGraphic(new Label(title));
                    setAccessibleText(title);
                }
                case Line.Entry(Method method) -> {
                    setGraphic(entry(method));
                    setAccessibleText(method.title() + ": " + LossTexts.what(method) + " " + LossTexts.paper(method));
                }
            }
        }

        /// As high as its texts are at the list's width.
        @Override
        protected double computePrefHeight(double width) {
            double inside = list.getWidth() - SCROLL_BAR - snappedLeftInset() - snappedRightInset();
            return getGraphic() == null
                    ? super.computePrefHeight(width)
                    : Math.ceil(getGraphic().prefHeight(inside)) + snappedTopInset() + snappedBottomInset();
        }

        private VBox entry(Method method) {
            var name = new Label(method.title());
            name.getStyleClass().add("title");
            var text = new Label(method.text());
            text.getStyleClass().add("quiet");
            Label what = ModelSection.quiet(LossTexts.what(method));
            what.getStyleClass().setAll("label");
            return new VBox(new HBox(8, name, text), what, ModelSection.quiet(LossTexts.paper(method)));
        }
    }
}
