package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.RandomAccess;
import org.dpoworkbench.engine.data.DataReport;

/// The examples of a run, in file order, and the account of every record.
///
/// @param train     random access; of large files a view that reads an example's tokens when it is asked for
/// @param heldOut   as `train`
/// @param maxLength prompt and one completion together, in tokens
public record TokenizedSet<E extends TokenizedExample>(
        List<E> train, List<E> heldOut, DataReport report, int maxLength) {
    public TokenizedSet {
        train = asItIs(train);
        heldOut = asItIs(heldOut);
    }

    /// A copy of a view would hold what the view spares.
    private static <E> List<E> asItIs(List<E> examples) {
        return examples instanceof RandomAccess ? examples : List.copyOf(examples);
    }
}
