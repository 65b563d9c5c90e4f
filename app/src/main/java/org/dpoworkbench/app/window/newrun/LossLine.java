package org.dpoworkbench.app.window.newrun;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.LossChoice;
import org.dpoworkbench.app.window.model.newrun.LossTexts;
import org.dpoworkbench.app.window.model.newrun.Method;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Which loss: the usual three at hand, all others in a list, several with weights as a sum; and what the chosen one
/// is.
final class LossLine extends VBox {
    private static final List<Method> AT_HAND = List.of(Method.DPO, Method.CDPO, Method.IPO);

    private final NewRunModel model;
    private final ToggleButton more = new ToggleButton();
    private final VBox terms = new VBox(2);
    private Method shown = Method.DPO;

    LossLine(NewRunModel model) {
        super(4);
        this.model = model;
        ObservableValue<Method> method = model.form().valuesProperty().map(values -> values.method());
        var segments = new Segments<>(AT_HAND, Method::title, method, model::choose);
        AT_HAND.forEach(one -> {
            segments.button(one).setId("method-" + one.text());
            segments.button(one).setTooltip(FieldRow.help(Field.LOSS_TYPE));
        });
        segments.getChildren().getLast().getStyleClass().setAll("toggle-button", "center-pill");
        more.setId("more-losses");
        more.getStyleClass().add("right-pill");
        more.setOnAction(_ -> {
            more.setSelected(!AT_HAND.contains(model.form().values().method()));
            LossPicker.show(more, LossChoice::groups, model::choose);
        });
        segments.getChildren().add(more);
        var mix = new Hyperlink(Messages.text("newrun.losses.mix"));
        mix.setId("mix-loss");
        mix.setAccessibleText(Messages.text("newrun.losses.mix.accessible"));
        mix.setOnAction(_ -> LossPicker.show(
                mix,
                search -> LossChoice.groups(search, model.form().values().method()),
                added -> model.losses().add(added.losses().getFirst())));
        var head = new HBox(8, segments, mix);
        head.setAlignment(Pos.CENTER_LEFT);
        Label what = ModelSection.quiet("");
        what.setId("loss-what");
        getChildren().setAll(head, terms, what);
        method.subscribe(now -> {
            boolean other = !AT_HAND.contains(now);
            more.setText(
                    other && !now.isMixture()
                            ? Messages.text("newrun.losses.other", now.title())
                            : now.isMixture()
                                    ? Messages.text("newrun.losses.mixture")
                                    : Messages.text("newrun.losses.more"));
            more.setAccessibleText(more.getText());
            more.setSelected(other);
            mix.setVisible(LossChoice.canMix(now));
            mix.setManaged(mix.isVisible());
            what.setText((LossTexts.what(now) + " " + LossTexts.data(now)).strip() + " "
                    + Messages.text("newrun.losses.paper", LossTexts.paper(now)));
            showTerms(now);
        });
    }

    /// Rows stay while their weights are typed.
    private void showTerms(Method now) {
        if (now.losses().equals(shown.losses())) {
            return;
        }
        shown = now;
        terms.getChildren()
                .setAll(now.isMixture() ? now.losses().stream().map(this::term).toList() : List.<Node>of());
    }

    private HBox term(LossType loss) {
        var name = new Label(loss.title());
        name.setMinWidth(110);
        int index = model.form().values().method().losses().indexOf(loss);
        var weight = new TextField(model.losses().weights().get(index));
        weight.setId("weight-" + loss.text());
        weight.setPrefColumnCount(5);
        weight.setAccessibleText(Messages.text("newrun.losses.weight", loss.title()));
        weight.textProperty().subscribe((_, typed) -> model.losses().weigh(loss, typed));
        model.form().field(Field.LOSS_WEIGHTS).textProperty().subscribe(_ -> {
            List<LossType> losses = model.form().values().method().losses();
            int at = losses.indexOf(loss);
            if (at >= 0 && losses.size() > 1 && weight.getScene() != null) {
                String typed = model.losses().weights().get(at);
                if (!weight.getText().strip().equals(typed)) {
                    weight.setText(typed);
                }
            }
        });
        FieldRow.mark(weight, model.form().field(Field.LOSS_WEIGHTS));
        Label times = ModelSection.quiet(Messages.text("newrun.losses.times"));
        Button remove = Icons.button(
                Feather.X,
                Messages.text("newrun.losses.remove", loss.title()),
                () -> model.losses().remove(loss));
        var row = new HBox(6, weight, times, name, remove);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
