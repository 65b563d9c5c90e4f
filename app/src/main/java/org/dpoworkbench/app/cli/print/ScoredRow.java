package org.dpoworkbench.app.cli.print;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dpoworkbench.app.room.Scorer;
import org.dpoworkbench.engine.score.ImplicitReward;

/// A record's completions with their rewards and ranks as a JSON line.
public final class ScoredRow {
    private ScoredRow() {}

    /// @param perToken whether the ranks are by the reward per token
    public static Map<String, Object> of(Scorer.Scored scored, boolean perToken) {
        List<Scorer.Completion> completions = scored.completions();
        List<Integer> order = IntStream.range(0, completions.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        c -> -ranked(completions.get(c).reward(), perToken)))
                .toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int c = 0; c < completions.size(); c++) {
            rows.add(row(completions.get(c), order.indexOf(c)));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("source", scored.source());
        row.put("line", scored.line());
        if (scored.dropped().isPresent()) {
            Scorer.Unscored dropped = scored.dropped().get();
            row.put("dropped", dropped.reason());
            dropped.completions().ifPresent(count -> row.put("completions", Collections.nCopies(count, unscored())));
            return row;
        }
        row.put("prompt", scored.prompt());
        row.put("completions", rows);
        return row;
    }

    /// Stands for a completion where scores are counted.
    private static Map<String, Object> unscored() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rank", null);
        row.put("reward", null);
        return row;
    }

    private static double ranked(ImplicitReward reward, boolean perToken) {
        return perToken ? reward.rewardPerToken() : reward.reward();
    }

    private static Map<String, Object> row(Scorer.Completion completion, int rank) {
        ImplicitReward reward = completion.reward();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("text", completion.text());
        row.put("rank", rank);
        row.put("reward", reward.reward());
        row.put("reward_per_token", reward.rewardPerToken());
        row.put("logratio", reward.logratio());
        row.put("logratio_per_token", reward.logratioPerToken());
        row.put("logp", reward.logp());
        row.put("reference_logp", reward.referenceLogp());
        row.put("tokens", reward.tokens());
        row.put("cut", completion.cut());
        return row;
    }
}
