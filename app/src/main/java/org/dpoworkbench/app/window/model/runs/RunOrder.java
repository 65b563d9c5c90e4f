package org.dpoworkbench.app.window.model.runs;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.ui.Messages;

/// How the list of runs is sorted. A run without the number in question stands last.
@SuppressWarnings("ImmutableEnumChecker") // comparators without state
public enum RunOrder {
    /// Other programs' runs do not tell when they began: they stand last, by name.
    NEWEST(Comparator.comparing(RunFacts::isGuest).thenComparing(RunOrder::byId)),
    NAME(Comparator.comparing(RunFacts::name, String.CASE_INSENSITIVE_ORDER)),
    /// The lowest first.
    LOSS(ascending(run -> run.summary().loss())),
    /// The highest first.
    ACCURACY(ascending(run -> negated(run.summary().heldOutAccuracy()))),
    BETA(ascending(run -> setting(run, config -> config.loss().beta()))),
    LEARNING_RATE(ascending(run -> setting(run, config -> config.optimizer().learningRate())));

    private final Comparator<RunFacts> comparator;

    RunOrder(Comparator<RunFacts> comparator) {
        this.comparator = comparator;
    }

    /// Of equals the newest comes first.
    Comparator<RunFacts> comparator() {
        return this == NEWEST ? comparator : comparator.thenComparing(NEWEST.comparator);
    }

    /// For people.
    public String title() {
        return switch (this) {
            case NEWEST -> Messages.text("runs.order.newest");
            case NAME -> Messages.text("runs.order.name");
            case LOSS -> Messages.text("runs.order.loss");
            case ACCURACY -> Messages.text("runs.order.accuracy");
            case BETA -> Messages.text("runs.order.beta");
            case LEARNING_RATE -> Messages.text("runs.order.learningRate");
        };
    }

    /// The ids of the project's own runs begin with the time.
    private static int byId(RunFacts a, RunFacts b) {
        int order = a.summary().id().compareTo(b.summary().id());
        return a.isGuest() ? order : -order;
    }

    private static Comparator<RunFacts> ascending(Function<RunFacts, OptionalDouble> number) {
        return Comparator.comparingDouble(run -> number.apply(run).orElse(Double.POSITIVE_INFINITY));
    }

    private static OptionalDouble negated(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(-value.getAsDouble()) : value;
    }

    private static OptionalDouble setting(RunFacts run, Function<RunConfig, Double> setting) {
        return run.config().map(setting).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
