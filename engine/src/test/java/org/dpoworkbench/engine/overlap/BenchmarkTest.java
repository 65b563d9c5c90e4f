package org.dpoworkbench.engine.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Brown et al. 2020 (arXiv 2005.14165), appendix C: a collision is a run of 13 words in common.
class BenchmarkTest {
    private static final Benchmark BENCHMARK = Benchmark.of(List.of(
            "Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May.",
            "How many legs do three spiders and two dogs have?", // 10 words
            "What is 2 + 2?"));

    @Test
    void thirteenWordsInCommonAreAnOverlapAndTwelveAreNone() {
        String thirteen = "natalia sold clips to 48 of her friends in april and then she";
        assertThat(BENCHMARK.overlap("Solve: " + thirteen + " bought some")).hasValue(0);
        String twelve = thirteen.substring(0, thirteen.lastIndexOf(' '));
        assertThat(BENCHMARK.overlap("Solve: " + twelve + " bought some")).isEmpty();
    }

    @Test
    void aShortItemIsLookedForAsAWholeAndAVeryShortOneIsNot() {
        assertThat(BENCHMARK.overlap("Tell me: how many legs do three spiders and two dogs have"))
                .hasValue(1);
        assertThat(BENCHMARK.overlap("How many legs do three spiders and two cats have?"))
                .isEmpty();
        assertThat(BENCHMARK.overlap("What is 2 + 2? What is 2 + 2?")).isEmpty();
        assertThat(BENCHMARK.tooShort()).isOne();
    }

    @Test
    void everyRunOfALongItemIsLookedFor() {
        List<String> words = IntStream.range(0, 500).mapToObj(i -> "word" + i).toList();
        Benchmark longItem = Benchmark.of(List.of(String.join(" ", words)));
        for (int from = 0; from + 13 <= 500; from++) {
            String run = words.subList(from, from + 13).stream().collect(Collectors.joining(", "));
            assertThat(longItem.overlap("x " + run + " y")).hasValue(0);
        }
    }

    @Test
    void scriptsWithoutSpacesAreCountedByTheirCharacters() {
        Benchmark chinese = Benchmark.of(List.of("小明有五个苹果，他给了小红两个，请问小明还剩几个苹果？"));
        assertThat(chinese.overlap("问题：小明有五个苹果，他给了小红两个！")).hasValue(0);
        assertThat(chinese.overlap("小明有五个苹果，他吃了")).isEmpty();
    }
}
