package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.loss.VerdictLoss;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.text.TokenizedCompletion;

/// KTO's estimate of the KL, as TRL has it: within each logical batch every prompt gets the completion before its
/// own, the first one the last, cut to the longest length; the estimate is the mean log-ratio of these mismatched
/// completions.
///
/// They are all known before training, so their reference log-probs are computed once, with those of the data. The
/// policy's are computed in each step, without a backward pass.
final class MismatchedKl {
    private final List<TokenizedCompletion> mismatched;
    private final long[] keys; // ascending: (prompt, completion) of each of the mismatched
    private final Decoder decoder;
    private final MicroBatch micro;
    private final CompletionSums sums;
    private LogProbTable reference;

    /// @param keys      of all batches' mismatched completions: [#keys]
    /// @param maxLength prompt and completion together, in tokens
    MismatchedKl(
            List<TokenizedCompletion> completions, long[] keys, int maxLength, Decoder decoder, TokenBudget budget) {
        this.keys = keys;
        this.decoder = decoder;
        mismatched = mismatched(completions, keys, maxLength);
        micro = new MicroBatch(budget, false);
        sums = new CompletionSums(budget, TokenWeighting.PLAIN);
    }

    /// Longest of the mismatched completions with its prompt, in tokens; for memory.
    static int longest(List<TokenizedCompletion> completions, int maxLength) {
        int prompt = completions.stream().mapToInt(c -> c.prompt().length).max().orElse(0);
        int completion =
                completions.stream().mapToInt(c -> c.tokens().length).max().orElse(0);
        return Math.min(maxLength, prompt + completion);
    }

    /// The mismatched completions of all steps of a run.
    static long[] keys(Visits visits) {
        StepExamples step = visits.emptyStep();
        return IntStream.range(0, visits.plan().totalSteps())
                .mapToObj(s -> {
                    visits.fill(s, step);
                    return keysOf(step);
                })
                .flatMapToLong(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
    }

    /// The mismatched completions of given batches.
    static long[] keys(List<StepExamples> batches) {
        return batches.stream()
                .map(MismatchedKl::keysOf)
                .flatMapToLong(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
    }

    private static long[] keysOf(StepExamples step) {
        return IntStream.range(0, step.count())
                .mapToLong(i -> key(step.example(i), step.example(before(step, i))))
                .toArray();
    }

    private static long key(int prompt, int completion) {
        return (long) prompt << Integer.SIZE | completion;
    }

    /// The place in the step whose completion an example's prompt gets.
    private static int before(StepExamples step, int i) {
        int b = step.batch(i);
        return i == step.first(b) ? step.first(b + 1) - 1 : i - 1;
    }

    private static List<TokenizedCompletion> mismatched(
            List<TokenizedCompletion> completions, long[] keys, int maxLength) {
        List<TokenizedCompletion> made = new ArrayList<>(keys.length);
        for (long key : keys) {
            TokenizedCompletion x = completions.get((int) (key >>> Integer.SIZE));
            TokenizedCompletion y = completions.get((int) key);
            int fits = Math.min(y.tokens().length, Math.max(0, maxLength - x.prompt().length));
            boolean whole = fits == y.tokens().length;
            made.add(new TokenizedCompletion(
                    x.id(),
                    x.source(),
                    x.line(),
                    x.prompt(),
                    whole ? y.tokens() : Arrays.copyOf(y.tokens(), fits),
                    whole ? y.tokenScored() : Arrays.copyOf(y.tokenScored(), fits),
                    !whole,
                    x.desirable(),
                    x.group()));
        }
        return made;
    }

    /// What reference log-probs are needed of, in the order of [#useReference].
    List<TokenizedCompletion> mismatched() {
        return mismatched;
    }

    /// @param table reference log-probs of [#mismatched]
    void useReference(LogProbTable table) {
        reference = table;
    }

    /// Estimates the KL of each batch of a step.
    ///
    /// @param policyIsReference while it is, the KL is 0 and nothing is computed
    /// @param kl                (batches), written
    void ofStep(StepExamples step, boolean policyIsReference, double[] kl) {
        Arrays.fill(kl, 0, step.batches(), 0);
        if (policyIsReference) {
            return;
        }
        int next = 0;
        ExamplePacker packer = micro.packer();
        while (next < step.count()) {
            packer.clear();
            int first = next;
            while (next < step.count() && packer.add(mismatched.get(place(step, next)))) {
                next++;
            }
            micro.forward(decoder);
            sums.sum(micro);
            for (int i = first; i < next; i++) {
                kl[step.batch(i)] += sums.plain(i - first) - reference.of(place(step, i), 0);
            }
        }
        for (int b = 0; b < step.batches(); b++) {
            kl[b] = VerdictLoss.kl(kl[b], step.size(b));
        }
    }

    private int place(StepExamples step, int i) {
        return place(step.example(i), step.example(before(step, i)));
    }

    private int place(int prompt, int completion) {
        return Arrays.binarySearch(keys, key(prompt, completion));
    }
}
