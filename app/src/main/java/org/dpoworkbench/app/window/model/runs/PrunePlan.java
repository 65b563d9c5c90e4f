package org.dpoworkbench.app.window.model.runs;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.dpoworkbench.ui.Messages;

/// Which checkpoints are kept.
public sealed interface PrunePlan {
    /// The lines that go.
    ///
    /// @param lines the oldest first
    default List<CheckpointLine> removed(List<CheckpointLine> lines) {
        Set<CheckpointLine> kept = new HashSet<>(kept(lines));
        return lines.stream().filter(line -> !kept.contains(line)).toList();
    }

    List<CheckpointLine> kept(List<CheckpointLine> lines);

    /// For people.
    String title();

    /// Keeps the newest, from which a run can be continued.
    record Newest() implements PrunePlan {
        @Override
        public List<CheckpointLine> kept(List<CheckpointLine> lines) {
            return lines.isEmpty() ? List.of() : List.of(lines.getLast());
        }

        @Override
        public String title() {
            return Messages.text("runs.prune.newest");
        }
    }

    /// Keeps every nth, counted back from the newest.
    ///
    /// @param nth >= 2
    record Every(int nth) implements PrunePlan {
        @Override
        public List<CheckpointLine> kept(List<CheckpointLine> lines) {
            return lines.stream()
                    .filter(line -> (lines.size() - 1 - lines.indexOf(line)) % nth == 0)
                    .toList();
        }

        @Override
        public String title() {
            return Messages.text("runs.prune.every", Integer.toString(nth));
        }
    }

    /// Keeps the best on held-out pairs, and the newest; of equals the earlier one is the best. Without an evaluation
    /// nothing goes.
    record Best(Measure measure) implements PrunePlan {
        @Override
        public List<CheckpointLine> kept(List<CheckpointLine> lines) {
            List<CheckpointLine> measured =
                    lines.stream().filter(line -> measure.of(line).isPresent()).toList();
            if (measured.isEmpty()) {
                return lines;
            }
            CheckpointLine best = measured.stream()
                    .min(Comparator.comparingDouble(line -> measure.of(line).getAsDouble()))
                    .orElseThrow();
            return List.of(best, lines.getLast());
        }

        @Override
        public String title() {
            return switch (measure) {
                case ACCURACY -> Messages.text("runs.prune.bestAccuracy");
                case LOSS -> Messages.text("runs.prune.bestLoss");
            };
        }
    }

    /// What the best has least of.
    enum Measure {
        ACCURACY,
        LOSS;

        OptionalDouble of(CheckpointLine line) {
            return switch (this) {
                case ACCURACY ->
                    line.accuracy().isPresent()
                            ? OptionalDouble.of(-line.accuracy().getAsDouble())
                            : OptionalDouble.empty();
                case LOSS -> line.loss();
            };
        }
    }

    /// What is offered.
    static List<PrunePlan> offered() {
        return List.of(new Newest(), new Every(2), new Every(5), new Best(Measure.ACCURACY), new Best(Measure.LOSS));
    }
}
