package org.dpoworkbench.engine.score;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Statistical rejection sampling of RSO (Liu et al. 2023, arXiv 2309.06657, algorithm 1): of candidates drawn from a
/// policy, some that are distributed as the policy weighed by e^(reward / beta). A candidate is accepted with
/// probability e^((reward − largest reward) / beta), the largest being that of the candidates still there;
/// accepted ones leave, and rounds go on until there are enough.
///
/// @param beta above 0; towards 0: the best ones, towards infinity: any
public record RejectionSampling(double beta) {

    /// Which candidates are accepted, in the order of their acceptance.
    ///
    /// @param rewards of the candidates
    /// @param wanted  at most as many as there are candidates
    public List<Integer> accepted(double[] rewards, int wanted, SplittableRandom random) {
        List<Integer> candidates = new ArrayList<>();
        for (int c = 0; c < rewards.length; c++) {
            candidates.add(c);
        }
        List<Integer> accepted = new ArrayList<>();
        while (accepted.size() < wanted && !candidates.isEmpty()) {
            double largest =
                    candidates.stream().mapToDouble(c -> rewards[c]).max().orElseThrow();
            List<Integer> round = new ArrayList<>();
            for (int c : candidates) {
                if (accepted.size() < wanted && random.nextDouble() < Math.exp((rewards[c] - largest) / beta)) {
                    accepted.add(c);
                    round.add(c);
                }
            }
            candidates.removeAll(round);
        }
        return accepted;
    }
}
