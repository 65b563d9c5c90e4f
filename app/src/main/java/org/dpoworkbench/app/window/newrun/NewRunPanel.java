package org.dpoworkbench.app.window.newrun;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.FormDefaults;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The panel *New run*, which slides over any place. What is typed outlives it.
public final class NewRunPanel extends BorderPane {
    private static final KeyCombination START = KeyCombination.valueOf("Shortcut+Enter");
    private static final KeyCombination UNDO = KeyCombination.valueOf("Shortcut+Z");
    private static final KeyCombination REDO = KeyCombination.valueOf("Shortcut+Shift+Z");
    private static final KeyCombination REDO_TOO = KeyCombination.valueOf("Shortcut+Y");

    private final Workbench workbench;
    private final NewRunModel model;
    private final MoreSections more;
    private final ScrollPane scroll = new ScrollPane();

    public NewRunPanel(PlaceContext context) {
        workbench = context.workbench();
        model = workbench.newRun();
        more = new MoreSections(model);
        setId("new-run-panel");
        getStyleClass().add("new-run");
        var sections = new VBox(
                new ModelSection(workbench, model),
                new DataSection(workbench, model),
                new LossSection(model, context.theme()));
        sections.getStyleClass().add("sections");
        Pulses.later(() -> {
            sections.getChildren()
                    .addAll(
                            more,
                            new SweepSection(model),
                            new QueueSection(workbench.queue()),
                            new CheckSection(model));
        });
        scroll.setContent(sections);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setAccessibleText(Messages.text("newrun.title"));
        setTop(head());
        setCenter(scroll);
        setBottom(new NewRunFooter(workbench, model, this::showErrors));
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// Fills the form as asked, or leaves it as it was, and puts the focus on β.
    public void open(NewRunRequest request) {
        model.open(request);
        Pulses.later(() -> focus("#field-beta"));
    }

    private HBox head() {
        var title = new Label(Messages.text("newrun.title"));
        title.getStyleClass().add("title");
        title.setMinWidth(USE_PREF_SIZE);
        var origin = ModelSection.quiet("");
        origin.setWrapText(false);
        origin.textProperty()
                .bind(model.originProperty().map(from -> from.isEmpty() ? "" : Messages.text("newrun.origin", from)));
        var whole = new Tooltip();
        whole.textProperty().bind(origin.textProperty());
        origin.setTooltip(whole);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button undo = Icons.button(Feather.CORNER_UP_LEFT, Messages.text("newrun.undo"), model.form()::undo);
        undo.setId("undo");
        undo.disableProperty().bind(model.form().canUndoProperty().not());
        Button redo = Icons.button(Feather.CORNER_UP_RIGHT, Messages.text("newrun.redo"), model.form()::redo);
        redo.disableProperty().bind(model.form().canRedoProperty().not());
        var head = new HBox(
                6,
                title,
                origin,
                gap,
                presets(),
                undo,
                redo,
                Icons.button(Feather.ROTATE_CCW, Messages.text("newrun.reset"), model::reset),
                Icons.button(Feather.X, Messages.text("newrun.close"), workbench::closeNewRun));
        head.getStyleClass().add("form-head");
        return head;
    }

    private MenuButton presets() {
        var menu = new MenuButton(Messages.text("newrun.presets"));
        menu.setId("presets");
        menu.setAccessibleText(Messages.text("newrun.presets"));
        menu.getStyleClass().add("flat");
        menu.setMinWidth(USE_PREF_SIZE);
        for (FormDefaults.Preset preset : FormDefaults.Preset.values()) {
            var item = new MenuItem(title(preset));
            item.setOnAction(_ -> model.use(preset));
            menu.getItems().add(item);
        }
        return menu;
    }

    private static String title(FormDefaults.Preset preset) {
        return switch (preset) {
            case PAPER -> Messages.text("newrun.preset.paper");
            case FORM -> Messages.text("newrun.preset.form");
            case TRL -> Messages.text("newrun.preset.trl");
        };
    }

    private void pressed(KeyEvent event) {
        if (START.match(event)) {
            if (model.form().config().isPresent()) {
                model.start();
            } else {
                showErrors();
            }
        } else if (UNDO.match(event)) {
            model.form().undo();
        } else if (REDO.match(event) || REDO_TOO.match(event)) {
            model.form().redo();
        } else {
            return;
        }
        event.consume();
    }

    /// Leads to the first field in which something is wrong.
    private void showErrors() {
        more.showErrors();
        Pulses.later(
                () -> model.form().wrongFields().stream().findFirst().ifPresent(field -> focus("#field-" + field)));
    }

    private void focus(String id) {
        Node node = lookup(id);
        if (node != null && getScene() != null) {
            node.requestFocus();
            Bounds inside = scroll.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
            double hidden = scroll.getContent().getLayoutBounds().getHeight()
                    - scroll.getViewportBounds().getHeight();
            double top = scroll.getVvalue() * hidden;
            if (hidden > 0
                    && (inside.getMinY() < top
                            || inside.getMaxY()
                                    > top + scroll.getViewportBounds().getHeight())) {
                scroll.setVvalue(Math.clamp((inside.getMinY() - 60) / hidden, 0, 1));
            }
        }
    }
}
