package org.dpoworkbench.app.window.model.data;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The table of pairs: its rows are found and ordered in the background, the newest question wins.
public final class PairTable {
    private final Executor background;
    private final Executor ui;
    private final Consumer<Throwable> failed;
    private final Previews previews;
    private final AtomicInteger asked = new AtomicInteger();
    private final ReadOnlyObjectWrapper<PairQuery> query = new ReadOnlyObjectWrapper<>(this, "query", PairQuery.ALL);
    private final ReadOnlyObjectWrapper<PairList> shown = new ReadOnlyObjectWrapper<>(this, "shown", PairList.EMPTY);
    private final ReadOnlyBooleanWrapper ordering = new ReadOnlyBooleanWrapper(this, "ordering");
    private List<PairRow> rows = List.of();

    PairTable(Executor background, Executor ui, Consumer<Throwable> failed) {
        this.background = background;
        this.ui = ui;
        this.failed = failed;
        this.previews = new Previews(background, ui, failed);
    }

    /// The beginnings of the rows' texts.
    public Previews previews() {
        return previews;
    }

    public ReadOnlyObjectProperty<PairQuery> queryProperty() {
        return query.getReadOnlyProperty();
    }

    /// The rows in view, as the query wants them.
    public ReadOnlyObjectProperty<PairList> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// All rows, whether in view or not.
    public List<PairRow> rows() {
        return rows;
    }

    /// Whether rows have come that are not in view yet.
    public ReadOnlyBooleanProperty orderingProperty() {
        return ordering.getReadOnlyProperty();
    }

    public void ask(UnaryOperator<PairQuery> change) {
        PairQuery wanted = change.apply(query.get());
        if (!wanted.equals(query.get())) {
            query.set(wanted);
            find();
        }
    }

    void show(List<PairRow> other) {
        rows = other;
        ordering.set(true);
        find();
    }

    private void find() {
        int number = asked.incrementAndGet();
        List<PairRow> among = rows;
        PairQuery wanted = query.get();
        background.execute(() -> {
            try {
                int[] order = PairIndex.of(among, wanted, () -> asked.get() != number);
                ui.execute(() -> {
                    if (asked.get() == number) {
                        shown.set(new PairList(among, order));
                        ordering.set(false);
                    }
                });
            } catch (RuntimeException e) {
                ui.execute(() -> {
                    ordering.set(false);
                    failed.accept(e);
                });
            }
        });
    }
}
