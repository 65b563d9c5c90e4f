package org.dpoworkbench.engine.train;

import java.util.Map;
import java.util.Optional;

/// What an optimiser step minimises. It sees the step's micro-batches one after the other.
interface StepObjective {

    /// Says whether the policy's weights are still the reference's. While they are, a completion's own log-prob is its
    /// reference log-prob, and the reference pass's is what it is checked against.
    default void policyIsReference(boolean same) {}

    /// The comparison of the steps during which policy and reference were the same; absent without a reference.
    default Optional<StepZero> stepZero() {
        return Optional.empty();
    }

    /// Begins a step.
    void begin(StepExamples step);

    /// Whether the gradient of any example needs the log-probs of the whole step's, so that [#see] is told all
    /// micro-batches before [#gradient] is asked about the first.
    default boolean seesStepFirst() {
        return false;
    }

    /// Whether a forward pass is to tell log Σ p² at each token.
    default boolean wantsSquares() {
        return false;
    }

    /// Takes a micro-batch's log-probs.
    ///
    /// @param first its first example's number within the step
    void see(MicroBatch micro, int first);

    /// The gradient of the step's loss with respect to the log-prob of each of a micro-batch's targets, after [#see].
    ///
    /// @param first    its first example's number within the step
    /// @param gradient of its targets, written
    void gradient(MicroBatch micro, int first, double[] gradient);

    /// The step's loss, once all its micro-batches were seen.
    double loss();

    /// Puts the step's metrics into `metrics`.
    void report(Map<String, Double> metrics);
}
