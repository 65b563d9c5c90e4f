package org.dpoworkbench.app.window.model.samples;

import java.time.Instant;

/// Which of two answers someone liked better, without knowing whose they were.
///
/// @param first  shown as answer 1
/// @param second shown as answer 2
/// @param seed   of the order in which answers were shown
public record Judgement(Instant time, String prompt, Contestant first, Contestant second, Verdict verdict, long seed) {

    /// What was said.
    public enum Verdict {
        FIRST,
        SECOND,
        TIE
    }

    boolean isOf(Contestant one, Contestant other) {
        return (first.equals(one) && second.equals(other)) || (first.equals(other) && second.equals(one));
    }

    /// 1 where `contestant` won, 0.5 for a tie, 0 where it lost.
    double scoreOf(Contestant contestant) {
        return switch (verdict) {
            case TIE -> 0.5;
            case FIRST -> first.equals(contestant) ? 1 : 0;
            case SECOND -> second.equals(contestant) ? 1 : 0;
        };
    }
}
