package org.dpoworkbench.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.Sampling;

class EpochOrderTest {

    /// The first words of Vigna's splitmix64.c for the seed 1234567, as listed on rosettacode.org,
    /// "Pseudo-random numbers/Splitmix64".
    @Example
    void theGeneratorIsSplitMix64() {
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(IntStream.range(0, 5).mapToObj(_ -> Long.toUnsignedString(random.next())))
                .containsExactly(
                        "6457827717110365317",
                        "3203168211198807973",
                        "9817491932198370423",
                        "4593380528125082431",
                        "16408922859458223821");
    }

    /// Computed in Python, with its unbounded integers, from the description at [Shuffled].
    @Example
    void theShuffleIsTheOneThatItsDescriptionGives() {
        assertThat(new Shuffled(10, 42).order(0)).containsExactly(0, 3, 5, 7, 9, 8, 2, 1, 4, 6);
        assertThat(new Shuffled(10, 42).order(1)).containsExactly(6, 5, 1, 4, 7, 3, 2, 9, 8, 0);
        assertThat(new Shuffled(10, 0).order(0)).containsExactly(4, 9, 2, 5, 1, 7, 6, 0, 3, 8);
        assertThat(new Shuffled(10, -1).order(7)).containsExactly(4, 9, 5, 2, 1, 6, 7, 8, 3, 0);
    }

    @Property(tries = 200)
    void eachPairIsVisitedOnceAnEpoch(
            @ForAll Sampling sampling,
            @ForAll @Size(max = 300) int[] lengths,
            @ForAll long seed,
            @ForAll @IntRange(max = 1000) int epoch) {
        int[] order = EpochOrder.of(config(sampling, 3, 2, seed), lengths).order(epoch);
        Arrays.sort(order);
        assertThat(order).isEqualTo(IntStream.range(0, lengths.length).toArray());
    }

    @Property(tries = 200)
    void theSameSeedGivesTheSameOrderAndEpochsAndSeedsDiffer(
            @ForAll @IntRange(min = 30, max = 300) int pairs, @ForAll long seed, @ForAll @IntRange(max = 9) int epoch) {
        int[] lengths = IntStream.range(0, pairs).map(i -> i % 7).toArray();
        for (Sampling sampling : new Sampling[] {Sampling.RANDOM, Sampling.GROUP_BY_LENGTH}) {
            EpochOrder order = EpochOrder.of(config(sampling, 2, 1, seed), lengths);
            assertThat(EpochOrder.of(config(sampling, 2, 1, seed), lengths).order(epoch))
                    .isEqualTo(order.order(epoch));
            assertThat(order.order(epoch + 1)).isNotEqualTo(order.order(epoch));
            assertThat(EpochOrder.of(config(sampling, 2, 1, seed + 1), lengths).order(epoch))
                    .isNotEqualTo(order.order(epoch));
        }
    }

    @Example
    void sequentialIsTheFilesOrder() {
        EpochOrder order = EpochOrder.of(config(Sampling.SEQUENTIAL, 1, 1, 0), new int[] {5, 9, 1});
        assertThat(order.order(0)).containsExactly(0, 1, 2);
        assertThat(order.order(3)).containsExactly(0, 1, 2);
    }

    /// Every position of every item is equally likely: chi-squared over 20 × 20 cells, 361 degrees of freedom.
    @Example
    void theShuffleIsUniform() {
        int n = 20;
        int epochs = 20_000;
        int[][] seen = new int[n][n];
        Shuffled shuffled = new Shuffled(n, 42);
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = shuffled.order(epoch);
            for (int position = 0; position < n; position++) {
                seen[order[position]][position]++;
            }
        }
        double expected = (double) epochs / n;
        double chiSquared = Arrays.stream(seen)
                .flatMapToInt(Arrays::stream)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        // mean 361, standard deviation √(2 × 361) = 26.9
        assertThat(chiSquared).isBetween(361 - 4 * 26.9, 361 + 4 * 26.9);
    }

    @Property(tries = 100)
    void groupingSortsWithinStretchesAndPutsTheLongestFirst(
            @ForAll @Size(min = 1, max = 2000) int[] lengths, @ForAll long seed) {
        int[] order = EpochOrder.of(config(Sampling.GROUP_BY_LENGTH, 2, 2, seed), lengths)
                .order(0);
        assertThat(lengths[order[0]]).isEqualTo(Arrays.stream(lengths).max().orElseThrow());
        int stretch = Math.clamp(lengths.length / 16, 1, 50) * 4;
        int rises = 0;
        for (int i = 1; i < order.length; i++) {
            boolean rise = lengths[order[i]] > lengths[order[i - 1]];
            rises += rise && i % stretch != 0 ? 1 : 0;
        }
        // only where the longest pair changed places with the first can there be one inside a stretch
        assertThat(rises).isLessThanOrEqualTo(1);
    }

    private static BatchConfig config(Sampling sampling, int batch, int accumulation, long seed) {
        return new BatchConfig(batch, accumulation, 1, OptionalInt.empty(), sampling, seed, 2048);
    }
}
