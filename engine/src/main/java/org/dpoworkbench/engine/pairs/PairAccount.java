package org.dpoworkbench.engine.pairs;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.dpoworkbench.engine.data.RecordProblem;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What became of every record: `records = used + Σ left_out + refused`.
///
/// @param records     prompts with completions, as many as the files hold
/// @param completions of all of them
/// @param used        records that make at least one pair
/// @param pairs       pairs written
/// @param leftOut     records by [LeftOut]'s text
/// @param refused     records that cannot be read
/// @param problems    the first of those
/// @param tiedPairs   pairs of equal scores, among those that the strategy looks at
/// @param closePairs  pairs closer than the least gap
/// @param beyondMost  pairs beyond the most of a prompt
/// @param sharedBest  records with several best completions, of which the first was taken
/// @param unscored    answers without a score, which are in no pair: `dpo score` could not score them, or a file of
///                    scores has `null`
/// @param meanGap     of the pairs with scores; 0 without any
/// @param unanimous   records on which all votes agree
/// @param unanimousTies those of them whose votes are all for neither
/// @param agreement   pairs by the share of votes for the chosen side, such as `0.67`
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PairAccount(
        int records,
        int completions,
        int used,
        int pairs,
        Map<String, Integer> leftOut,
        int refused,
        List<RecordProblem> problems,
        int tiedPairs,
        int closePairs,
        int beyondMost,
        int sharedBest,
        int unscored,
        double meanGap,
        int unanimous,
        int unanimousTies,
        Map<String, Integer> agreement) {
    public PairAccount {
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
        agreement = Collections.unmodifiableMap(new TreeMap<>(agreement));
        problems = List.copyOf(problems);
    }

    /// For people.
    public String text() {
        StringJoiner lines = new StringJoiner("\n");
        add(lines, "records     %,d with %,d completions", records, completions);
        add(lines, "used        %,d, which make %,d pairs", used, pairs);
        for (LeftOut why : LeftOut.values()) {
            int count = leftOut.getOrDefault(why.text(), 0);
            if (count > 0) {
                add(lines, "left out    %,d: %s", count, why.meaning());
            }
        }
        if (refused > 0) {
            add(lines, "unreadable  %,d", refused);
            problems.stream().limit(5).forEach(problem -> add(lines, "            %s", problem));
        }
        count(lines, tiedPairs, "pairs of completions that are worth the same: no pairs");
        count(lines, closePairs, "pairs closer than min_gap: left out");
        count(lines, beyondMost, "pairs beyond max_pairs_per_prompt: left out, the closest");
        count(lines, sharedBest, "records with several best completions: the first was taken");
        count(lines, unscored, "answers without a score: left out; dpo score says why in \"dropped\"");
        if (meanGap > 0) {
            add(lines, "gap         %.4g on average", meanGap);
        }
        if (unanimous > 0) {
            add(lines, "unanimous   %,d records, %,d of them for neither", unanimous, unanimousTies);
        }
        agreement.forEach((share, count) -> add(lines, "agreement   %s: %,d pairs", share, count));
        return lines.toString();
    }

    private static void count(StringJoiner lines, int count, String what) {
        if (count > 0) {
            add(lines, "counted     %,d %s", count, what);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for this alone
    private static void add(StringJoiner lines, String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
