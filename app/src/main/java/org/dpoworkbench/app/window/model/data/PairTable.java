package org.dpoworkbench.app.window.model.data;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The table of pairs: its rows are found and ordered in the background, the newest question wins.
public final class PairTable {
    private final Executor background;
    private final Executor ui;
    private final Consumer<Throwable> failed;
    private final AtomicInteger asked = new AtomicInteger();
    private final ReadOnlyObjectWrapper<PairQuery> query = new ReadOnlyObjectWrapper<>(this, "query", PairQuery.ALL);
    private final ReadOnlyObjectWrapper<PairList> shown = new ReadOnlyObjectWrapper<>(this, "shown", PairList.EMPTY);
    private List<PairRow> rows = List.of();

    PairTable(Executor background, Executor ui, Consumer<Throwable> failed) {
        this.background = background;
        this.ui = ui;
        this.failed = failed;
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

    public void ask(UnaryOperator<PairQuery> change) {
        PairQuery wanted = change.apply(query.get());
        if (!wanted.equals(query.get())) {
            query.set(wanted);
            find();
        }
    }

    void show(List<PairRow> other) {
        rows = other;
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
                    }
                });
            } catch (RuntimeException e) {
                ui.execute(() -> failed.accept(e));
            }
        });
    }
}
