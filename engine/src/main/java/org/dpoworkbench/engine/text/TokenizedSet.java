package org.dpoworkbench.engine.text;

import java.util.List;
import org.dpoworkbench.engine.data.DataReport;

/// The pairs of a run, or its completions, in file order, and the account of every record.
///
/// @param maxLength prompt and one completion together, in tokens
public record TokenizedSet(List<TokenizedPair> train, List<TokenizedPair> heldOut, DataReport report, int maxLength) {
    public TokenizedSet {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }
}
