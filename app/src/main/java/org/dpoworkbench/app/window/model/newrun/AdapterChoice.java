package org.dpoworkbench.app.window.model.newrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.model.AdapterExtent;
import org.dpoworkbench.engine.model.AdapterStart;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.ModelFolder;

/// The adapter that the form describes, held against the model that it names: which maps it can stand beside, and what
/// it makes of the numbers to train.
public final class AdapterChoice {
    private final Workbench workbench;
    private final RunForm form;
    private final FormProblems problems;
    private final ModelChoice models;
    private final ReadOnlyObjectWrapper<Optional<Effect>> effect =
            new ReadOnlyObjectWrapper<>(this, "effect", Optional.empty());
    private Optional<RunConfig> looked = Optional.empty();

    /// What the adapter does.
    ///
    /// @param parameters of the model; absent until they are counted
    /// @param optim      which decides what is kept beside a trained weight
    public record Effect(AdapterExtent extent, OptionalLong parameters, Optim optim) {
        /// Of gradients in float32 and the optimiser's state.
        public double bytes() {
            return bytes(extent.weights());
        }

        /// The same where all weights are trained.
        public double bytesOfAll() {
            return bytes(parameters.orElse(0));
        }

        private double bytes(long weights) {
            return weights * (Float.BYTES + optim.stateBytes());
        }
    }

    AdapterChoice(Workbench workbench, RunForm form, FormProblems problems, ModelChoice models) {
        this.workbench = workbench;
        this.form = form;
        this.problems = problems;
        this.models = models;
        form.configProperty().subscribe(_ -> look());
        models.found(Field.MODEL).subscribe(_ -> look());
    }

    /// Absent where all weights are trained, or something is wrong.
    public ReadOnlyObjectProperty<Optional<Effect>> effectProperty() {
        return effect.getReadOnlyProperty();
    }

    /// The model's linear maps by the last part of their names; none until it is found.
    public List<String> targets() {
        return models.found(Field.MODEL).get() instanceof ModelLookup.Found model
                ? model.facts().linearMaps()
                : List.of();
    }

    /// Whether the form's adapter stands beside maps of this name.
    public boolean isTarget(String name) {
        return targeted().map(targets -> targets.takes(name)).orElse(false);
    }

    /// Takes maps of this name among the targets, or out of them.
    public void target(String name, boolean chosen) {
        List<String> names =
                new ArrayList<>(targets().stream().filter(this::isTarget).toList());
        names.remove(name);
        List<String> now =
                chosen ? Stream.concat(names.stream(), Stream.of(name)).toList() : names;
        form.field(Field.LORA_TARGET_MODULES)
                .textProperty()
                .set(
                        now.size() == targets().size()
                                ? TargetModules.ALL_LINEAR
                                : String.join(
                                        ",",
                                        targets().stream().filter(now::contains).toList()));
    }

    private Optional<TargetModules> targeted() {
        String text = form.values().text(Field.LORA_TARGET_MODULES).strip();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(TargetModules.of(text));
        } catch (UserError _) {
            return Optional.empty(); // the field says so
        }
    }

    private void look() {
        Optional<RunConfig> config = form.config();
        Optional<LoraConfig> lora = config.flatMap(RunConfig::lora);
        if (lora.isEmpty() || !(models.found(Field.MODEL).get() instanceof ModelLookup.Found model)) {
            looked = Optional.empty();
            effect.set(Optional.empty());
            return;
        }
        looked = config;
        Optim optim = config.get().optimizer().optim();
        workbench.background().execute(() -> {
            try {
                ModelFolder folder = ModelFolder.open(model.facts().folder());
                AdapterExtent extent =
                        AdapterExtent.of(AdapterStart.of(lora.get(), folder).settings(), folder);
                var now = new Effect(extent, OptionalLong.of(model.facts().parameters()), optim);
                workbench.ui().execute(() -> found(config, () -> effect.set(Optional.of(now))));
            } catch (RuntimeException e) {
                workbench
                        .ui()
                        .execute(() -> found(config, () -> {
                            effect.set(Optional.empty());
                            problems.tell(e);
                        }));
            }
        });
    }

    private void found(Optional<RunConfig> config, Runnable show) {
        if (looked.equals(config)) {
            show.run();
        }
    }
}
