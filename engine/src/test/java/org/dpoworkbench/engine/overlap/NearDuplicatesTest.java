package org.dpoworkbench.engine.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private static final PromptSketcher PLAIN = PromptSketcher.of(List.of());

    /// MinHash estimates the Jaccard similarity of the sets of runs, without bias: the mean over many pairs of prompts
    /// is the mean of the exact ones, and a single one is off by no more than its standard deviation allows.
    @Test
    void theLikenessIsTheShareOfRunsInCommon() {
        Random random = new Random(11);
        double exact = 0;
        double estimated = 0;
        int pairs = 400;
        for (int i = 0; i < pairs; i++) {
            int length = 5 + random.nextInt(300); // also fewer runs than bins
            List<String> words = words(random, length);
            List<String> other = new ArrayList<>(words);
            int changes = random.nextInt(1 + length / 6);
            for (int c = 0; c < changes; c++) {
                other.set(random.nextInt(length), "changed" + random.nextInt(1000));
            }
            double jaccard = jaccard(words, other);
            double likeness = sketch(words).likeness(sketch(other));
            assertThat(likeness).isCloseTo(jaccard, within(0.045 * 4.5)); // 400 draws
            exact += jaccard / pairs;
            estimated += likeness / pairs;
        }
        assertThat(estimated).isCloseTo(exact, within(4 * 0.045 / Math.sqrt(pairs)));
    }

    @Test
    void caseWhiteSpaceAndPunctuationMakeNoDifference() {
        assertThat(PLAIN.sketch("What is the capital of France?")
                        .likeness(PLAIN.sketch("what  is the CAPITAL\nof france")))
                .isEqualTo(1);
    }

    @Test
    void nearRepetitionsAreFoundAndOthersAreNot() {
        Random random = new Random(5);
        NearDuplicates<Integer> seen = new NearDuplicates<>();
        List<List<String>> prompts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            prompts.add(words(random, 60));
            assertThat(seen.find(sketch(prompts.getLast()))).isEmpty();
            seen.add(i, sketch(prompts.getLast()));
        }
        int found = 0;
        for (int i = 0; i < 1_000; i++) {
            List<String> near = new ArrayList<>(prompts.get(i));
            near.set(30, "another"); // 55 of 61 runs are in common: 0.90
            found += seen.find(sketch(near)).filter(n -> n.key() < 5_000).isPresent() ? 1 : 0;
            List<String> far = new ArrayList<>(prompts.get(i));
            for (int c = 0; c < 60; c += 5) {
                far.set(c, "another" + c); // 24 of 94: 0.26
            }
            assertThat(seen.find(sketch(far))).isEmpty();
        }
        // 0.90 is 2.6 standard deviations (0.027 × √…) above 0.8: nearly all
        assertThat(found).isGreaterThan(985);
    }

    @Test
    void whatEveryPromptHoldsIsTemplateAndSaysNothing() {
        Random random = new Random(9);
        String header =
                "Below is an instruction that describes a task. Write a response that appropriately completes the"
                        + " request. ### Instruction: ";
        List<String> prompts = IntStream.range(0, 100)
                .mapToObj(i -> header + String.join(" ", words(random, 6)) + " ### Response:")
                .toList();
        PromptSketcher aware = PromptSketcher.of(prompts);
        assertThat(PLAIN.sketch(prompts.get(0)).likeness(PLAIN.sketch(prompts.get(1))))
                .isGreaterThan(0.4);
        assertThat(aware.sketch(prompts.get(0)).likeness(aware.sketch(prompts.get(1))))
                .isLessThan(0.1);
        assertThat(aware.sketch(prompts.get(0))
                        .likeness(aware.sketch(prompts.get(0).toUpperCase(Locale.ROOT))))
                .isEqualTo(1);
    }

    @Test
    void promptsOfFewWordsOrNoneAreComparedAsAWhole() {
        assertThat(PLAIN.sketch("Hello there").likeness(PLAIN.sketch("hello, there!")))
                .isEqualTo(1);
        assertThat(PLAIN.sketch("Hello there").likeness(PLAIN.sketch("Hello you")))
                .isLessThan(0.1);
        assertThat(PLAIN.sketch("?").likeness(PLAIN.sketch("!"))).isEqualTo(1);
        assertThat(PLAIN.sketch("今天天气怎么样").likeness(PLAIN.sketch("今天天气怎么样？"))).isEqualTo(1);
        assertThat(PLAIN.sketch("今天天气怎么样").likeness(PLAIN.sketch("介绍一下北京的历史"))).isLessThan(0.1);
    }

    private static List<String> words(Random random, int length) {
        return IntStream.range(0, length)
                .mapToObj(_ -> "w" + random.nextInt(3000))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static PromptSketch sketch(List<String> words) {
        return PLAIN.sketch(String.join(" ", words));
    }

    private static double jaccard(List<String> one, List<String> other) {
        Set<List<String>> a = runs(one);
        Set<List<String>> b = runs(other);
        Set<List<String>> both = new HashSet<>(a);
        both.retainAll(b);
        return (double) both.size() / (a.size() + b.size() - both.size());
    }

    private static Set<List<String>> runs(List<String> words) {
        return IntStream.rangeClosed(0, words.size() - 3)
                .mapToObj(i -> Arrays.asList(words.get(i), words.get(i + 1), words.get(i + 2)))
                .collect(Collectors.toSet());
    }
}
