package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.text.TokenizedExample;

/// The check before the first update: a policy that starts from the reference has margin 0 on every pair, up to
/// rounding.
/// It holds two computations of the same numbers against each other, in different micro-batches, per pair and not
/// by the loss, which summed IPO would magnify.
final class StepZero {
    private static final int NAMED = 5;

    private final List<String> off = new ArrayList<>();
    private int checked;
    private String subject = "";

    /// Rounding allowed in h, in nats: 1e-3 + 1e-6 × Σ |log π| for float32.
    static double tolerance(PairLogProbs p) {
        return 1e-3 + 1e-6 * (Math.abs(p.chosen()) + Math.abs(p.rejected()));
    }

    void check(TokenizedExample pair, PairLogProbs p) {
        subject = "pairs have a margin";
        check(pair, "h", p.margin(), tolerance(p));
    }

    /// Compares a completion's log-prob with its reference log-prob.
    void check(TokenizedExample example, double logProb, double referenceLogProb) {
        subject = "completions have a log-ratio";
        check(example, "Δ", logProb - referenceLogProb, 1e-3 + 1e-6 * Math.abs(logProb));
    }

    private void check(TokenizedExample example, String what, double value, double allowed) {
        checked++;
        if (!(Math.abs(value) <= allowed)) {
            off.add(String.format(
                    Locale.ROOT,
                    "%s line %d (%s = %.6g, allowed %.3g)",
                    example.source(),
                    example.line(),
                    what,
                    value,
                    allowed));
        }
    }

    /// What is wrong, if anything is.
    Optional<String> alarm() {
        if (off.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", off.subList(0, Math.min(NAMED, off.size())));
        return Optional.of("Policy and reference have the same weights, but " + off.size() + " of " + checked
                + " " + subject + " other than 0 before the first update: " + named
                + (off.size() > NAMED ? ", …" : "")
                + ". The numbers of this run cannot be trusted; please report it with the model and the data.");
    }
}
