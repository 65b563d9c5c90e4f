package org.dpoworkbench.engine.text;

import java.util.List;
import org.dpoworkbench.engine.data.DataReport;

/// What a run makes of some preference files: every record, and the counts.
///
/// @param records every record of every file, in file order, the training files first
public record DataAccount(DataReport report, List<InspectedRecord> records) {
    public DataAccount {
        records = List.copyOf(records);
    }
}
