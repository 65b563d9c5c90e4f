package org.dpoworkbench.app.window.model.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.dpoworkbench.engine.curve.RunCurves;

/// The runs that are followed. A run that nobody looks at keeps no curves, so that memory is for what is
/// drawn; a guest keeps them, as only its own reader knows how to get them again. Touched on the ui alone.
final class Followers {
    private final RunSource source;
    private final Executor background;
    private final Executor ui;
    private final Map<RunItem, Following> followed = new HashMap<>();

    Followers(RunSource source, Executor background, Executor ui) {
        this.source = source;
        this.background = background;
        this.ui = ui;
    }

    /// Reads on in the runs that are looked at, and lets go of the others.
    void follow(Collection<RunItem> items, Predicate<RunItem> lookedAt) {
        for (RunItem item : items) {
            if (lookedAt.test(item)) {
                Following following = followed.computeIfAbsent(item, this::begin);
                if (!following.failed()) {
                    following.advance();
                }
            } else if (!item.isGuest() && followed.containsKey(item)) {
                end(item);
                item.show(RunCurves.EMPTY);
            }
        }
    }

    /// Looks at what has no hurry: guests that nobody looks at, and runs that could not be read before.
    /// Runs that are no longer listed end.
    void tend(Collection<RunItem> items) {
        for (RunItem item : new ArrayList<>(followed.keySet())) {
            if (!items.contains(item)) {
                end(item);
            } else if (item.isGuest() || followed.get(item).failed()) {
                followed.get(item).advance();
            }
        }
        items.stream()
                .filter(RunItem::isGuest)
                .filter(item -> !followed.containsKey(item))
                .forEach(item -> followed.computeIfAbsent(item, this::begin).advance());
    }

    /// The run's line after a look at its folder, with what its curves tell beside it.
    RunSummary summary(RunItem item, RunReading reading) {
        return Optional.ofNullable(followed.get(item))
                .map(Following::last)
                .map(word -> summary(reading, word))
                .orElseGet(reading::summary);
    }

    private Following begin(RunItem item) {
        RunSource.Feed feed =
                item.guest().<RunSource.Feed>map(GuestFeed::new).orElseGet(() -> source.follow(item.folder()));
        return new Following(feed, background, ui, word -> tell(item, word));
    }

    private void end(RunItem item) {
        followed.remove(item).end();
    }

    private static void tell(RunItem item, Following.Word word) {
        if (word instanceof Following.Word.Curves told) {
            item.show(told.curves());
        }
        item.guest()
                .map(guest -> summary(guest, item, word))
                .or(() -> item.reading().map(reading -> summary(reading, word)))
                .ifPresent(item::show);
    }

    private static RunSummary summary(GuestRun guest, RunItem item, Following.Word word) {
        return switch (word) {
            case Following.Word.Curves told -> RunSummary.of(guest, told.curves());
            case Following.Word.Failure failure -> RunSummary.unreadable(guest, item.curves(), failure.message());
        };
    }

    private static RunSummary summary(RunReading reading, Following.Word word) {
        return switch (word) {
            case Following.Word.Curves(RunCurves curves, boolean whole) ->
                whole ? reading.summary(curves) : reading.summary();
            case Following.Word.Failure failure -> reading.summary().withProblem(failure.message());
        };
    }

    /// A guest asked as the project's own runs are.
    private static final class GuestFeed implements RunSource.Feed {
        private final GuestRun guest;
        private boolean asked;

        GuestFeed(GuestRun guest) {
            this.guest = guest;
        }

        @Override
        public Optional<RunCurves> advance(Consumer<RunCurves> meanwhile) {
            if (asked && !guest.changed()) {
                return Optional.empty();
            }
            RunCurves curves = guest.curves();
            asked = true;
            return Optional.of(curves);
        }
    }
}
