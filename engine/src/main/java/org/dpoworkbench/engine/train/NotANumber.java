package org.dpoworkbench.engine.train;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TokenizedPair;

/// The end of a run whose loss or gradient is no finite number.
final class NotANumber {
    private static final int NAMED = 8;

    private NotANumber() {}

    static UserError error(
            int step, double loss, double norm, double learningRate, StepPairs batch, List<TokenizedPair> pairs) {
        String named = IntStream.range(0, Math.min(NAMED, batch.count()))
                .mapToObj(i -> pairs.get(batch.pair(i)))
                .map(p -> p.source() + " line " + p.line())
                .collect(Collectors.joining(", "));
        return new UserError(String.format(
                Locale.ROOT,
                "Step %d: the loss is %s and the gradient's norm %s, so the run ends before they reach the weights. Pairs of "
                        + "the step: %s%s. The learning rate was %.3g: usually it is too high; try a tenth of it, a "
                        + "warm-up, or a smaller max_grad_norm. The newest checkpoint is sound.",
                step,
                loss,
                norm,
                named,
                batch.count() > NAMED ? ", and " + (batch.count() - NAMED) + " more" : "",
                learningRate));
    }
}
