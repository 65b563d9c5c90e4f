package org.dpoworkbench.app.window.newrun;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.chart.LossChart;
import org.dpoworkbench.app.chart.LossShape;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.chart.ChartPane;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.FieldItem;
import org.dpoworkbench.app.window.model.newrun.FieldUse;
import org.dpoworkbench.app.window.model.newrun.LossTexts;
import org.dpoworkbench.app.window.model.newrun.LossWords;
import org.dpoworkbench.app.window.model.newrun.MethodOffer;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The loss, β and the learning rate, with the formula and its curve carrying the numbers.
final class LossSection extends VBox {
    private static final List<LogSlider.Tick> BETAS = List.of(
            new LogSlider.Tick(0.1, "DPO paper", Messages.text("newrun.tick.beta"), true),
            new LogSlider.Tick(0.5, "TL;DR", Messages.text("newrun.tick.tldr"), false));
    private static final List<LogSlider.Tick> RATES = List.of(
            new LogSlider.Tick(5e-7, "Zephyr, Tülu 2", Messages.text("newrun.tick.zephyr"), true),
            new LogSlider.Tick(1e-6, "DPO paper", Messages.text("newrun.tick.rate"), false),
            new LogSlider.Tick(1e-4, "1–5 M", Messages.text("newrun.tick.small"), false));

    private static final Set<LossType> AS_IN_THE_PAPERS =
            EnumSet.of(LossType.SIGMOID, LossType.HINGE, LossType.ROBUST, LossType.EXO_PAIR, LossType.DPOP);

    private final NewRunModel model;
    private final ObservableValue<ScreenTheme> theme;
    private final ChartPane lossChart;
    private final ChartPane weightChart;
    private Optional<LossConfig> drawn = Optional.empty();

    LossSection(NewRunModel model, ObservableValue<ScreenTheme> theme) {
        this.model = model;
        this.theme = theme;
        getStyleClass().add("form-section");
        LossShape start = LossShape.of(LossConfig.of(LossType.SIGMOID).build()).orElseThrow();
        lossChart = new ChartPane(
                LossChart.loss(start, "", theme.getValue()), Messages.text("newrun.chart.loss.accessible"));
        weightChart = new ChartPane(
                LossChart.weight(start, " ", "", theme.getValue()), Messages.text("newrun.chart.weight.accessible"));
        lossChart.setPrefHeight(118);
        weightChart.setPrefHeight(104);

        BooleanBinding preference = preference();
        var left = new VBox(8, new VBox(6, methods(), settings()), words("quiet", this::target), offer(), numbers());
        left.setMinWidth(380);
        HBox.setHgrow(left, Priority.ALWAYS);
        var right = new VBox(2, formula(), lossChart, weightChart);
        right.setPrefWidth(270);
        right.setMinWidth(250);
        right.setMaxWidth(290);
        for (Node node : List.of(left.getChildren().getFirst(), right)) {
            node.visibleProperty().bind(preference);
            node.managedProperty().bind(preference);
        }
        getChildren().setAll(new HBox(16, left, right));
        model.form().configProperty().subscribe(_ -> draw());
        theme.subscribe(_ -> {
            drawn = Optional.empty();
            draw();
        });
    }

    private BooleanBinding preference() {
        return model.form().field(Field.OBJECTIVE).textProperty().isEqualTo(Objective.DPO.text());
    }

    private GridPane methods() {
        GridPane grid = FieldRow.grid();
        FieldItem loss = model.form().field(Field.LOSS_TYPE);
        FieldRow.add(grid, Messages.text("newrun.loss"), loss, new LossLine(model));
        grid.add(
                FieldRow.line(model.form().field(Field.LOSS_WEIGHTS).errorProperty(), "field-error"),
                1,
                FieldRow.nextRow(grid));
        return grid;
    }

    /// The settings that the chosen loss has besides β, and no others.
    private GridPane settings() {
        GridPane grid = FieldRow.grid();
        int row = 0;
        for (Field field : Field.values()) {
            Optional<LossOption> option =
                    FieldUse.option(field).filter(one -> field.group() == Field.Group.LOSS && one != LossOption.BETA);
            if (option.isPresent()) {
                FieldRow.addWhileUsed(grid, row++, model.form(), field, () -> setting(field, option.get()));
            }
        }
        return grid;
    }

    private Node setting(Field field, LossOption option) {
        if (option == LossOption.IPO_NORMALISATION) {
            return normalisation();
        }
        var number = (TextField) FieldRow.editor(model.form().field(field));
        number.setPrefColumnCount(5);
        number.setMinWidth(72);
        number.setMaxWidth(72);
        FieldRow.mark(number, model.form().field(field));
        var line = new HBox(8, number, ModelSection.quiet(LossTexts.range(option)));
        line.getStyleClass().add("centred");
        return line;
    }

    /// Always in sight where the loss is IPO.
    private Segments<IpoNormalisation> normalisation() {
        FieldItem item = model.form().field(Field.IPO_NORMALISATION);
        var segments = new Segments<>(
                List.of(IpoNormalisation.values()),
                IpoNormalisation::text,
                item.textProperty()
                        .map(text -> text.equals(IpoNormalisation.MEAN.text())
                                ? IpoNormalisation.MEAN
                                : IpoNormalisation.SUM),
                chosen -> item.textProperty().set(chosen.text()));
        for (IpoNormalisation choice : IpoNormalisation.values()) {
            segments.button(choice).setTooltip(FieldRow.help(Field.IPO_NORMALISATION));
            segments.button(choice).setAccessibleText(Messages.text("newrun.ipo.accessible", choice.text()));
        }
        return segments;
    }

    /// The defaults of a method just chosen, for taking or leaving.
    private HBox offer() {
        var text = ModelSection.quiet("");
        var use = new Button(Messages.text("newrun.offer.use"));
        use.setId("accept-offer");
        use.getStyleClass().add("small");
        use.setAccessibleText(Messages.text("newrun.offer.use.accessible"));
        use.setOnAction(_ -> model.form().acceptOffer());
        use.setMinWidth(USE_PREF_SIZE);
        var leave = Icons.button(Feather.X, Messages.text("newrun.offer.leave"), model.form()::dismissOffer);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        var line = new HBox(6, text, use, leave);
        line.getStyleClass().add("offer");
        model.form().offerProperty().subscribe(offer -> {
            line.setVisible(offer.isPresent());
            line.setManaged(offer.isPresent());
            boolean other = offer.filter(o -> !o.changes().isEmpty()).isPresent();
            use.setVisible(other);
            use.setManaged(other);
            text.setText(offer.map(LossSection::offered).orElse(""));
        });
        return line;
    }

    private static String offered(MethodOffer offer) {
        return offer.changes().isEmpty()
                ? Messages.text("newrun.offer.same", offer.method().title())
                : Messages.text("newrun.offer", offer.method().title(), offer.text());
    }

    private VBox numbers() {
        FieldItem beta = model.form().field(Field.BETA);
        FieldItem rate = model.form().field(Field.LEARNING_RATE);
        // Published values of β are of losses of its kind.
        var comparable = model.form()
                .valuesProperty()
                .map(values -> values.method().losses().stream().allMatch(AS_IN_THE_PAPERS::contains));
        VBox big = big(beta, new LogSlider(beta, 1e-3, 10, BETAS, comparable));
        big.visibleProperty().bind(FieldRow.isUsed(model.form(), Field.BETA));
        big.managedProperty().bind(big.visibleProperty());
        GridPane seeds = FieldRow.grid();
        FieldRow.add(seeds, Messages.text("newrun.seeds"), model.form().field(Field.SEED), seedEditor());
        return new VBox(
                8, big, big(rate, new LogSlider(rate, 1e-8, 1e-2, RATES, new SimpleBooleanProperty(true))), seeds);
    }

    private TextField seedEditor() {
        TextField field = FieldRow.text(model.form().field(Field.SEED));
        field.setId("field-seed");
        field.setPromptText("1, 2, 3");
        field.setAccessibleText(Messages.text("newrun.seeds"));
        field.setTooltip(FieldRow.help(Field.SEED));
        return field;
    }

    /// One of the two big controls: name, slider and number in one line.
    private static VBox big(FieldItem item, LogSlider slider) {
        var name = new Label(FieldRow.title(item.field()));
        name.getStyleClass().addAll("field-name", "big");
        name.setMinWidth(Region.USE_PREF_SIZE);
        TextField number = (TextField) FieldRow.editor(item);
        number.getStyleClass().add("big-number");
        FieldRow.mark(number, item);
        number.setMinWidth(92);
        number.setPrefWidth(92);
        number.setMaxWidth(92);
        name.setLabelFor(number);
        name.setTooltip(FieldRow.help(item.field()));
        HBox.setHgrow(slider, Priority.ALWAYS);
        return new VBox(2, new HBox(10, name, slider, number), FieldRow.line(item.errorProperty(), "field-error"));
    }

    private VBox formula() {
        Label formula = words("formula", LossWords::formula);
        formula.setId("loss-formula");
        return new VBox(
                formula,
                words("quiet", LossWords::letters),
                words("quiet", LossWords::start),
                words("quiet", LossWords::dependsOn));
    }

    private String target(LossConfig loss) {
        return LossWords.target(loss, model.data().medianLength());
    }

    private Label words(String style, Function<LossConfig, String> words) {
        var label = ModelSection.quiet("");
        label.getStyleClass().setAll("label", style);
        label.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.form()
                                .config()
                                .map(RunConfig::loss)
                                .or(() -> drawn)
                                .map(words)
                                .orElse(""),
                        model.form().configProperty(),
                        model.data().viewProperty()));
        label.managedProperty().bind(label.textProperty().isNotEmpty().and(preference()));
        label.visibleProperty().bind(label.managedProperty());
        return label;
    }

    private void draw() {
        Optional<LossConfig> now = model.form().config().map(RunConfig::loss).or(() -> drawn);
        if (now.isEmpty() || now.equals(drawn)) {
            return;
        }
        drawn = now;
        LossConfig loss = now.get();
        Optional<LossShape> shape = LossShape.of(loss);
        for (ChartPane chart : List.of(lossChart, weightChart)) {
            chart.setVisible(shape.isPresent());
            chart.setManaged(shape.isPresent());
        }
        shape.ifPresent(curve -> {
            String margin = LossShape.perToken(loss)
                    ? Messages.text("newrun.chart.margin.mean")
                    : Messages.text("newrun.chart.margin");
            lossChart.show(LossChart.loss(curve, Messages.text("newrun.chart.loss"), theme.getValue()));
            weightChart.show(LossChart.weight(curve, margin, weight(loss), theme.getValue()));
        });
    }

    private static String weight(LossConfig loss) {
        return loss.is(LossType.SIGMOID) && loss.labelSmoothing() == 0
                ? Messages.text("newrun.chart.weight.dpo")
                : Messages.text("newrun.chart.weight");
    }
}
