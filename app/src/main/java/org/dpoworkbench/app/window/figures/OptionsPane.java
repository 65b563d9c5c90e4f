package org.dpoworkbench.app.window.figures;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.figure.FigureCsv;
import org.dpoworkbench.app.figure.FigureOptions.LegendPlace;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.app.window.model.figures.NumberField;
import org.dpoworkbench.app.window.model.figures.OptionFields;
import org.dpoworkbench.app.window.model.figures.PaperWidth;
import org.dpoworkbench.ui.Messages;

/// How the figure is drawn; what is wrong with a field stands below it.
final class OptionsPane extends VBox {
    private static final double FIELD_WIDTH = 100;

    private final OptionFields options;

    OptionsPane(FiguresModel model) {
        this.options = model.options();
        getStyleClass().add("figure-options");
        getChildren()
                .setAll(
                        new PresetBar(model),
                        head(Messages.text("figures.paper")),
                        widthChoice(),
                        row(number("figure-width", Messages.text("figures.width"), options.width()), height()),
                        row(
                                number("figure-font", Messages.text("figures.font"), options.fontSize()),
                                number("figure-dpi", Messages.text("figures.dpi"), options.dpi())),
                        head(Messages.text("figures.looks")),
                        labelled(
                                Messages.text("figures.legend"),
                                Choice.of(
                                        List.of(LegendPlace.values()),
                                        FigureTexts::of,
                                        Messages.text("figures.legend"),
                                        options.legendProperty())),
                        check(
                                "figure-title",
                                Messages.text("figures.title"),
                                Messages.text("figures.title.tip"),
                                options.titleProperty()),
                        check(
                                "figure-grey",
                                Messages.text("figures.grey"),
                                Messages.text("figures.grey.tip"),
                                options.greyProperty()),
                        head(Messages.text("figures.data")),
                        row(
                                number("figure-from", Messages.text("figures.from"), options.fromStep()),
                                number("figure-to", Messages.text("figures.to"), options.toStep())),
                        problem(options.rangeProblemProperty()),
                        smoothing(),
                        check(
                                "figure-marker",
                                Messages.text("figures.marker"),
                                Messages.text("figures.marker.tip"),
                                model.marksStepProperty()),
                        labelled(
                                Messages.text("figures.csv"),
                                Choice.of(
                                        List.of(FigureCsv.Content.values()),
                                        FigureTexts::of,
                                        Messages.text("figures.csv"),
                                        model.csvProperty())));
    }

    private static Label head(String text) {
        var label = new Label(text);
        label.getStyleClass().add("section");
        return label;
    }

    private static HBox row(VBox... fields) {
        var row = new HBox(fields);
        row.getStyleClass().add("field-row");
        for (VBox field : fields) {
            field.setPrefWidth(FIELD_WIDTH); // equal, whatever stands below a field
            HBox.setHgrow(field, Priority.ALWAYS);
        }
        return row;
    }

    private static VBox labelled(String text, Node field) {
        var label = new Label(text);
        label.setLabelFor(field);
        return new VBox(2, label, field);
    }

    /// Widths by name; choosing one fills the field, and a width typed by hand has no name.
    private Node widthChoice() {
        var choice = new Choice<>(
                List.of(PaperWidth.values()),
                width -> Messages.text("figures.width.named", width.title(), Numbers.plain(width.mm())),
                Messages.text("figures.width.choose"));
        choice.setId("figure-width-choice");
        choice.setPromptText(Messages.text("figures.width.own"));
        choice.valueProperty().subscribe(width -> {
            if (width != null) {
                options.width().textProperty().set(Numbers.plain(width.mm()));
            }
        });
        options.width().valueProperty().subscribe(mm -> choice.setValue(named(mm)));
        return choice;
    }

    private static PaperWidth named(double mm) {
        for (PaperWidth width : PaperWidth.values()) {
            if (width.mm() == mm) {
                return width;
            }
        }
        return null; // no selection, as selection models have it
    }

    private VBox height() {
        VBox field = number("figure-height", Messages.text("figures.height"), options.panelHeight());
        Tooltip.install(field, new Tooltip(Messages.text("figures.height.tip")));
        return field;
    }

    private VBox smoothing() {
        VBox field = number("figure-smoothing", Messages.text("figures.smoothing"), options.smoothing());
        Tooltip.install(field, new Tooltip(Messages.text("figures.smoothing.tip")));
        ((TextField) field.getChildren().get(1)).setPromptText(Messages.text("figures.smoothing.auto"));
        return field;
    }

    private static VBox number(String id, String name, NumberField<?> field) {
        var text = new TextField();
        text.setId(id);
        text.setAccessibleText(name);
        text.setPrefColumnCount(5);
        text.textProperty().bindBidirectional(field.textProperty());
        field.problemProperty().subscribe(problem -> {
            text.pseudoClassStateChanged(Styles.STATE_DANGER, !problem.isEmpty());
            text.setAccessibleHelp(problem);
        });
        VBox box = labelled(name, text);
        Label problem = problem(field.problemProperty());
        problem.setId(id + "-problem");
        box.getChildren().add(problem);
        return box;
    }

    private static Label problem(ObservableValue<String> text) {
        var label = new Label();
        label.getStyleClass().add("field-problem");
        label.setWrapText(true);
        label.textProperty().bind(text);
        label.visibleProperty().bind(text.map(said -> !said.isEmpty()));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private static CheckBox check(String id, String text, String tip, BooleanProperty property) {
        var box = new CheckBox(text);
        box.setId(id);
        box.setAccessibleText(text);
        box.setTooltip(new Tooltip(tip));
        box.selectedProperty().bindBidirectional(property);
        return box;
    }
}
