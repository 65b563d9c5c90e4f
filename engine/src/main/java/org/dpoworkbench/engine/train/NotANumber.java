package org.dpoworkbench.engine.train;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TokenizedExample;

/// The end of a run whose loss or gradient is no finite number.
final class NotANumber {
    private static final int NAMED = 8;
    private static final String AS_LOADED =
            "No step has changed the weights yet, so the learning rate is not to blame: "
                    + "either the model's file holds weights that are no finite numbers, or beta is so small that the loss "
                    + "overflows.";

    private NotANumber() {}

    /// @param changed whether any step before has changed the weights
    static UserError error(
            int step,
            double loss,
            double norm,
            double learningRate,
            boolean changed,
            StepExamples batch,
            List<? extends TokenizedExample> examples) {
        String named = IntStream.range(0, Math.min(NAMED, batch.count()))
                .mapToObj(i -> examples.get(batch.example(i)))
                .map(p -> p.source() + " line " + p.line())
                .collect(Collectors.joining(", "));
        return new UserError(String.format(
                Locale.ROOT,
                "Step %d: the loss is %s and the gradient's norm %s, so the run ends before they reach the weights. Records of "
                        + "the step: %s%s. %s",
                step,
                loss,
                norm,
                named,
                batch.count() > NAMED ? ", and " + (batch.count() - NAMED) + " more" : "",
                changed ? diverged(learningRate) : AS_LOADED));
    }

    private static String diverged(double learningRate) {
        return String.format(
                Locale.ROOT,
                "The learning rate was %.3g: usually it is too high; try a tenth of it, a warm-up, or a smaller "
                        + "max_grad_norm. Checkpoints of earlier steps stay as they are.",
                learningRate);
    }
}
