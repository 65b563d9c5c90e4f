package org.dpoworkbench.engine.runlog;

import java.util.List;

/// What one ingestion did.
///
/// @param runs     runs that had news
/// @param entries  journal lines taken in
/// @param problems journals that could not be read further, a sentence each; the other runs are complete
public record Ingested(int runs, long entries, List<String> problems) {
    public Ingested {
        problems = List.copyOf(problems);
    }
}
