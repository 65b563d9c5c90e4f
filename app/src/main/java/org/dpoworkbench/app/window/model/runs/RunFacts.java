package org.dpoworkbench.app.window.model.runs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.engine.config.RunConfig;

/// What the list filters, sorts and groups a run by, at one moment.
///
/// @param name     what people call it
/// @param tags     the user's
/// @param settings under their names in `config.yaml`, such as `optimizer.learning_rate`
public record RunFacts(String name, Set<String> tags, RunSummary summary, Map<String, String> settings) {
    /// Short names of settings and results, as people type them.
    private static final Map<String, String> ALIASES = Map.of(
            "lr", "learning_rate",
            "loss_name", "loss_type",
            "epochs", "num_train_epochs",
            "batch", "per_device_train_batch_size",
            "eps", "label_smoothing",
            "β", "beta",
            "acc", "accuracy");

    public RunFacts {
        tags = Set.copyOf(tags);
    }

    /// @param settings finds a configuration's settings, as [org.dpoworkbench.app.report.Flat#settings] does
    static RunFacts of(RunItem run, Function<RunConfig, Map<String, String>> settings) {
        return new RunFacts(
                RunNames.of(run),
                run.tags(),
                run.summary(),
                run.summary().config().map(settings).orElse(Map.of()));
    }

    boolean isGuest() {
        return summary.origin().isPresent();
    }

    Optional<RunConfig> config() {
        return summary.config();
    }

    /// See [StateWords#key].
    String state() {
        return StateWords.key(summary);
    }

    /// What a field of the filter is called in full: the last word of a setting's name, or one of the results.
    static String fieldName(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return ALIASES.getOrDefault(lower, lower);
    }

    /// The field's number; empty where it is no number or this run has none.
    OptionalDouble number(String field) {
        return switch (field) {
            case "loss" -> summary.loss();
            case "accuracy" -> summary.heldOutAccuracy();
            case "step" -> OptionalDouble.of(summary.step());
            default -> texts(field).stream().map(RunFacts::parsed).findFirst().orElse(OptionalDouble.empty());
        };
    }

    /// The field's words: several for tags, none where this run has no such field.
    List<String> texts(String field) {
        return switch (field) {
            case "tag" -> List.copyOf(tags);
            case "state" -> List.of(state());
            case "name" -> List.of(name, summary.id());
            case "loss" -> List.of(summary.badge());
            default ->
                settings.entrySet().stream()
                        .filter(setting -> isCalled(setting.getKey(), field))
                        .map(Map.Entry::getValue)
                        .toList();
        };
    }

    /// Whether some run with these settings could have the field, so that another word is a slip of the pen.
    boolean knows(String field) {
        return Set.of("tag", "state", "name", "loss", "accuracy", "step").contains(field)
                || !texts(field).isEmpty();
    }

    private static boolean isCalled(String setting, String field) {
        return setting.equals(field) || setting.endsWith("." + field);
    }

    static OptionalDouble parsed(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.replace('−', '-')));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // a word, not a number
        }
    }
}
