package org.dpoworkbench.app.window.control;

import javafx.beans.binding.Bindings;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;

/// Lets a table grow from its head to its full height, a piece in each pulse, when it gets its first lines: it makes,
/// styles and lays out the cells of all lines that its height has room for at once, which is felt.
public final class Unrolling {
    private final TableView<?> table;
    private final double piece;
    private boolean begun;

    private Unrolling(TableView<?> table, double piece) {
        this.table = table;
        this.piece = piece;
    }

    /// Lets the table unroll its first lines. What it lies in keeps it at its upper edge.
    ///
    /// @param piece how much it grows in a pulse, in pixels: a few lines
    public static void firstLines(TableView<?> table, double piece) {
        var unrolling = new Unrolling(table, piece);
        table.itemsProperty()
                .flatMap(items -> Bindings.isNotEmpty(items))
                .orElse(false)
                .subscribe(some -> {
                    if (some) {
                        unrolling.begin();
                    }
                });
    }

    private void begin() {
        if (!begun) {
            begun = true;
            table.setMaxHeight(table.minHeight(-1) + piece);
            Pulses.later(this::grow);
        }
    }

    private void grow() {
        double next = table.getMaxHeight() + piece;
        if (next < room()) {
            table.setMaxHeight(next);
            Pulses.later(this::grow);
        } else {
            table.setMaxHeight(Region.USE_COMPUTED_SIZE); // as a table has it: as high as there is room
        }
    }

    /// No room: it is not in view, and nobody sees it grow.
    private double room() {
        return table.getParent() == null
                ? 0
                : table.getParent().getLayoutBounds().getHeight();
    }
}
