package org.dpoworkbench.app.window.model.data;

import java.util.List;
import javafx.collections.ObservableListBase;

/// Some rows in some order, without a copy of them. It never changes; another order is another list.
public final class PairList extends ObservableListBase<PairRow> {
    public static final PairList EMPTY = new PairList(List.of(), new int[0]);

    private final List<PairRow> rows;
    private final int[] order;

    PairList(List<PairRow> rows, int[] order) {
        this.rows = rows;
        this.order = order;
    }

    @Override
    public PairRow get(int index) {
        return rows.get(order[index]);
    }

    @Override
    public int size() {
        return order.length;
    }

    /// Where the same record stands in this list, -1 where it does not.
    public int placeOf(PairRow row) {
        for (int i = 0; i < order.length; i++) {
            if (get(i).isSame(row)) {
                return i;
            }
        }
        return -1;
    }
}
