package org.dpoworkbench.engine.pairs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.problem.UserError;

/// Gives one's own samples their scores.
public sealed interface SampleJudge {
    /// The record with a score for each completion.
    PreferenceRecord judge(PreferenceRecord samples);

    /// Checks, after the last record, that nothing is left over.
    default void end() {}

    /// A scorer that looks at the texts.
    record ByText(Scorer scorer) implements SampleJudge {
        @Override
        public PreferenceRecord judge(PreferenceRecord samples) {
            return graded(samples, texts(samples).stream().map(scorer::score).toList());
        }

        private static List<String> texts(PreferenceRecord samples) {
            return switch (samples) {
                case PreferenceRecord.Text text -> text.completions();
                case PreferenceRecord.Chat chat ->
                    chat.completions().stream()
                            .map(turns -> turns.isEmpty() ? "" : turns.getLast().content())
                            .toList();
                case PreferenceRecord.Tokens tokens ->
                    throw new UserError(tokens.place() + " holds token ids, and this scorer reads texts. Give scores by"
                            + " --scores-file.");
            };
        }
    }

    /// Scores that were made elsewhere, in the completions' order.
    final class InOrder implements SampleJudge {
        private final String file;
        private final Iterator<Double> scores;
        private final int count;

        /// @param file its name, for errors
        public InOrder(String file, List<Double> scores) {
            this.file = file;
            this.scores = scores.iterator();
            this.count = scores.size();
        }

        @Override
        public PreferenceRecord judge(PreferenceRecord samples) {
            List<Double> own = new ArrayList<>();
            while (own.size() < samples.completions().size()) {
                if (!scores.hasNext()) {
                    throw new UserError(
                            "%s holds %d scores, and there are more completions: at %s they are used up. One"
                                            .formatted(file, count, samples.place())
                                    + " is needed for each, in the same order.");
                }
                own.add(scores.next());
            }
            return graded(samples, own);
        }

        @Override
        public void end() {
            if (scores.hasNext()) {
                int left = 0;
                while (scores.hasNext()) {
                    scores.next();
                    left++;
                }
                throw new UserError("%s holds %d scores for %d completions: one is needed for each, in the same order."
                        .formatted(file, count, count - left));
            }
        }
    }

    private static PreferenceRecord graded(PreferenceRecord samples, List<Double> scores) {
        return samples.with(
                samples.place(),
                new Judgement.Graded(scores.stream()
                        .map(score -> new Judgement.Grade(score, Map.of()))
                        .toList()),
                IntStream.range(0, scores.size()).toArray());
    }
}
