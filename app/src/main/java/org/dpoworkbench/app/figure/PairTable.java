package org.dpoworkbench.app.figure;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.engine.evaluation.PairEvaluationFile;
import org.dpoworkbench.engine.problem.UserError;

/// Reads the table of pairs that an evaluation wrote; see `docs/run-folder.md`. A figure shows all pairs or none.
public final class PairTable implements PairPoints {
    private static final int ANY_STEP = 0;

    @Override
    public Pairs read(Path file) {
        PairEvaluationFile.Reading reading = PairEvaluationFile.read(file, ANY_STEP);
        PairEvaluation pairs = reading.evaluation();
        int n = pairs.size();
        if (reading.problem().isPresent()) {
            throw new UserError(
                    "%s was cut off after %d whole rows, and a figure needs all of them. Choose another step, or evaluate again."
                            .formatted(file, n));
        }
        return new Pairs(
                IntStream.range(0, n).mapToDouble(pairs::chosenLogRatio).toArray(),
                IntStream.range(0, n).mapToDouble(pairs::rejectedLogRatio).toArray(),
                IntStream.range(0, n).mapToDouble(pairs.pairs()::chosenLength).toArray(),
                IntStream.range(0, n).mapToDouble(pairs.pairs()::rejectedLength).toArray());
    }
}
