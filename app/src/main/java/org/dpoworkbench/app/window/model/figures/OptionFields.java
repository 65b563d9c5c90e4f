package org.dpoworkbench.app.window.model.figures;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dpoworkbench.app.figure.FigureOptions;
import org.dpoworkbench.app.figure.FigureOptions.LegendPlace;
import org.dpoworkbench.app.figure.Sheet;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// A figure's options as fields, each with its own problem; together they are [FigureOptions] wherever all are right.
public final class OptionFields {
    private static final Sheet ANY = Sheet.PAGE;
    private static final FigureOptions PLAIN = FigureOptions.on(ANY);

    private final NumberField<Double> width =
            decimal(ANY.widthMm(), v -> new Sheet(v, ANY.panelHeightMm(), ANY.fontPt(), ANY.dpi()).widthMm());
    private final NumberField<Double> panelHeight =
            decimal(ANY.panelHeightMm(), v -> new Sheet(ANY.widthMm(), v, ANY.fontPt(), ANY.dpi()).panelHeightMm());
    private final NumberField<Double> fontSize =
            decimal(ANY.fontPt(), v -> new Sheet(ANY.widthMm(), ANY.panelHeightMm(), v, ANY.dpi()).fontPt());
    private final NumberField<Integer> dpi = new NumberField<>(
            ANY.dpi(),
            text -> new Sheet(ANY.widthMm(), ANY.panelHeightMm(), ANY.fontPt(), Integer.parseInt(text)).dpi(),
            Object::toString);
    private final NumberField<OptionalInt> smoothing =
            whole(v -> PLAIN.withSmoothing(v).smoothing());
    private final NumberField<OptionalInt> fromStep =
            whole(v -> PLAIN.withSteps(v, OptionalInt.empty()).fromStep());
    private final NumberField<OptionalInt> toStep =
            whole(v -> PLAIN.withSteps(OptionalInt.empty(), v).toStep());
    private final ObjectProperty<LegendPlace> legend = new SimpleObjectProperty<>(this, "legend", LegendPlace.BELOW);
    private final BooleanProperty title = new SimpleBooleanProperty(this, "title");
    private final BooleanProperty grey = new SimpleBooleanProperty(this, "grey");
    private final ReadOnlyObjectWrapper<FigureOptions> options = new ReadOnlyObjectWrapper<>(this, "options", PLAIN);
    private final ReadOnlyObjectWrapper<String> rangeProblem = new ReadOnlyObjectWrapper<>(this, "rangeProblem", "");
    private boolean showing;

    OptionFields() {
        Stream.of(width, panelHeight, fontSize, dpi, smoothing, fromStep, toStep)
                .forEach(field -> field.valueProperty().subscribe((_, _) -> assemble()));
        Stream.of(legend, title, grey).forEach(property -> property.subscribe((_, _) -> assemble()));
    }

    /// Millimetres.
    public NumberField<Double> width() {
        return width;
    }

    /// Millimetres.
    public NumberField<Double> panelHeight() {
        return panelHeight;
    }

    /// Points.
    public NumberField<Double> fontSize() {
        return fontSize;
    }

    public NumberField<Integer> dpi() {
        return dpi;
    }

    /// Points of the window; empty: by the curve's length.
    public NumberField<OptionalInt> smoothing() {
        return smoothing;
    }

    /// Empty: from the start.
    public NumberField<OptionalInt> fromStep() {
        return fromStep;
    }

    /// Empty: to the end.
    public NumberField<OptionalInt> toStep() {
        return toStep;
    }

    public ObjectProperty<LegendPlace> legendProperty() {
        return legend;
    }

    public BooleanProperty titleProperty() {
        return title;
    }

    public BooleanProperty greyProperty() {
        return grey;
    }

    /// What is wrong with the two ends of the range together; empty where all is well.
    public ReadOnlyObjectProperty<String> rangeProblemProperty() {
        return rangeProblem.getReadOnlyProperty();
    }

    /// All fields together, as they last were right.
    public ReadOnlyObjectProperty<FigureOptions> optionsProperty() {
        return options.getReadOnlyProperty();
    }

    /// Whether a field says something else than what is drawn.
    public boolean hasProblem() {
        return !rangeProblem.get().isEmpty()
                || fields().stream()
                        .anyMatch(field -> !field.problemProperty().get().isEmpty());
    }

    /// Shows other options in all fields.
    void show(FigureOptions others) {
        showing = true;
        try {
            width.show(others.sheet().widthMm());
            panelHeight.show(others.sheet().panelHeightMm());
            fontSize.show(others.sheet().fontPt());
            dpi.show(others.sheet().dpi());
            smoothing.show(others.smoothing());
            fromStep.show(others.fromStep());
            toStep.show(others.toStep());
            legend.set(others.legend());
            title.set(others.title());
            grey.set(others.grey());
        } finally {
            showing = false;
        }
        assemble();
    }

    private List<NumberField<?>> fields() {
        return List.of(width, panelHeight, fontSize, dpi, smoothing, fromStep, toStep);
    }

    private void assemble() {
        if (showing) {
            return;
        }
        try {
            FigureOptions now = FigureOptions.on(
                            new Sheet(width.value(), panelHeight.value(), fontSize.value(), dpi.value()))
                    .withLegend(legend.get())
                    .withTitle(title.get())
                    .withGrey(grey.get())
                    .withSmoothing(smoothing.value())
                    .withSteps(fromStep.value(), toStep.value());
            rangeProblem.set("");
            options.set(now);
        } catch (UserError e) {
            rangeProblem.set(Messages.text("figures.range.problem"));
        }
    }

    private static NumberField<Double> decimal(double initial, Function<Double, Double> check) {
        return new NumberField<>(
                initial, text -> check.apply(Double.parseDouble(text.replace(',', '.'))), Numbers::plain);
    }

    private static NumberField<OptionalInt> whole(Function<OptionalInt, OptionalInt> check) {
        return new NumberField<>(
                OptionalInt.empty(),
                text -> check.apply(text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text))),
                value -> value.isPresent() ? Integer.toString(value.getAsInt()) : "");
    }
}
