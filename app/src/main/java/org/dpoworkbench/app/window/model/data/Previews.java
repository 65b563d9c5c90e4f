package org.dpoworkbench.app.window.model.data;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.dpoworkbench.engine.data.PairTexts;

/// The beginnings of the texts of the rows in view. Of a large file they are read in the background, all that were
/// asked for together, and few are kept: a table shows some dozens of its rows.
public final class Previews {
    private static final int KEPT = 1000;

    private final Executor background;
    private final Executor ui;
    private final Consumer<Throwable> failed;
    private final ReadOnlyIntegerWrapper readings = new ReadOnlyIntegerWrapper(this, "readings");
    private final Set<PairRow> asked = new LinkedHashSet<>();
    private boolean reading;
    private final Map<PairRow, PairTexts> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PairRow, PairTexts> eldest) {
            return size() > KEPT;
        }
    };

    Previews(Executor background, Executor ui, Consumer<Throwable> failed) {
        this.background = background;
        this.ui = ui;
        this.failed = failed;
    }

    /// Counts up when what was asked for is there.
    public ReadOnlyIntegerProperty readingsProperty() {
        return readings.getReadOnlyProperty();
    }

    /// Absent while it is being read. On the ui thread.
    public Optional<PairTexts> of(PairRow row) {
        PairTexts texts = known.get(row);
        if (texts == null && row.isAtHand()) {
            texts = row.preview();
            known.put(row, texts);
        }
        if (texts == null) {
            asked.add(row);
            if (!reading) {
                reading = true;
                ui.execute(this::read); // after the other rows of the same layout have asked
            }
        }
        return Optional.ofNullable(texts);
    }

    private void read() {
        List<PairRow> rows = List.copyOf(asked);
        asked.clear();
        background.execute(() -> {
            try {
                Map<PairRow, PairTexts> read = new LinkedHashMap<>();
                rows.forEach(row -> read.put(row, row.preview()));
                ui.execute(() -> took(read));
            } catch (RuntimeException e) {
                ui.execute(() -> {
                    reading = false;
                    failed.accept(e);
                });
            }
        });
    }

    private void took(Map<PairRow, PairTexts> read) {
        known.putAll(read);
        reading = !asked.isEmpty();
        if (reading) {
            read();
        }
        readings.set(readings.get() + 1);
    }
}
