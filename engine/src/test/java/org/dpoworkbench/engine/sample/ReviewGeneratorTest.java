package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.sample.ReviewGenerator.Opening;
import org.junit.jupiter.api.Test;

class ReviewGeneratorTest {
    private static final int MANY = 2_000;
    private final ReviewGenerator generator = new ReviewGenerator(7);
    private final TrueReward reward = TrueReward.load();
    private final List<Opening> openings =
            IntStream.range(0, MANY).mapToObj(_ -> generator.opening()).toList();

    private List<String> completions() {
        return openings.stream().map(generator::completion).toList();
    }

    private double meanReward(double sentiment) {
        return openings.stream()
                .mapToDouble(opening -> reward.of(generator.completion(opening, sentiment)))
                .average()
                .orElseThrow();
    }

    @Test
    void promptsAreNeutralAndEndInAWord() {
        assertThat(openings).extracting(Opening::prompt).allSatisfy(prompt -> {
            assertThat(reward.of(prompt)).isZero();
            assertThat(prompt).matches("\\p{Lu}.*\\p{L}");
        });
    }

    @Test
    void completionsGoOnWithASpaceAndEndWithAFullStop() {
        assertThat(completions())
                .allSatisfy(completion -> assertThat(completion).matches(" [a-z].*[a-z]\\."));
    }

    @Test
    void everySymbolIsWrittenOut() {
        assertThat(completions()).noneMatch(text -> text.contains("{") || text.contains("|"));
        assertThat(openings).noneMatch(opening -> opening.prompt().contains("{"));
    }

    @Test
    void sentencesBeginWithACapitalAndArticlesFitTheirWord() {
        assertThat(completions()).noneSatisfy(text -> assertThat(text).containsPattern("[.] [a-z]|\\b[Aa] [aeiou]"));
        assertThat(openings)
                .extracting(Opening::prompt)
                .noneSatisfy(text -> assertThat(text).containsPattern("\\b[Aa] [aeiou]"));
    }

    @Test
    void theLatentSentimentShowsInTheTrueReward() {
        double sour = meanReward(-1);
        double neutral = meanReward(0);
        double glad = meanReward(1);

        // A standard error is 0.27 / sqrt(2000) = 0.006.
        assertThat(neutral).isBetween(-0.03, 0.03);
        assertThat(glad).isGreaterThan(neutral + 0.1);
        assertThat(sour).isLessThan(neutral - 0.1);
    }

    @Test
    void aSeedDecidesTheTexts() {
        ReviewGenerator same = new ReviewGenerator(7);
        ReviewGenerator other = new ReviewGenerator(8);

        assertThat(IntStream.range(0, MANY).mapToObj(_ -> same.opening()).toList())
                .isEqualTo(openings);
        assertThat(IntStream.range(0, MANY).mapToObj(_ -> other.opening()).toList())
                .isNotEqualTo(openings);
    }
}
