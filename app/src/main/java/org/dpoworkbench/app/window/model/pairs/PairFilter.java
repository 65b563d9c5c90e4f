package org.dpoworkbench.app.window.model.pairs;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dpoworkbench.engine.worker.HeldOutPairs;
import org.dpoworkbench.ui.Messages;

/// Which pairs the table lists.
///
/// @param kind what they have in common
/// @param text what their id, source, prompt or an answer contains, in lower case; empty: anything
public record PairFilter(Kind kind, String text) {
    public static final PairFilter ALL = new PairFilter(Kind.ALL, "");

    /// What the pairs have in common.
    public enum Kind {
        ALL,
        WRONG,
        FLIPS,
        BOTH_FALL,
        SELECTED,
        MARKED;

        public String title() {
            return switch (this) {
                case ALL -> Messages.text("pairs.filter.all");
                case WRONG -> Messages.text("pairs.filter.wrong");
                case FLIPS -> Messages.text("pairs.filter.flips");
                case BOTH_FALL -> Messages.text("pairs.filter.bothFall");
                case SELECTED -> Messages.text("pairs.filter.selected");
                case MARKED -> Messages.text("pairs.filter.marked");
            };
        }
    }

    public PairFilter {
        text = text.toLowerCase(Locale.ROOT);
    }

    Predicate<PairRow> predicate(
            Set<String> selected, Set<String> marked, Function<String, Optional<HeldOutPairs.Pair>> texts) {
        Predicate<PairRow> ofKind = switch (kind) {
            case ALL -> _ -> true;
            case WRONG -> PairRow::wrong;
            case FLIPS -> PairRow::flips;
            case BOTH_FALL -> PairRow::bothFall;
            case SELECTED -> row -> selected.contains(row.id());
            case MARKED -> row -> marked.contains(row.id());
        };
        return text.isBlank()
                ? ofKind
                : ofKind.and(row -> contains(row.id())
                        || contains(row.source())
                        || texts.apply(row.id())
                                .filter(pair ->
                                        contains(pair.prompt()) || contains(pair.chosen()) || contains(pair.rejected()))
                                .isPresent());
    }

    private boolean contains(String field) {
        return field.toLowerCase(Locale.ROOT).contains(text);
    }
}
