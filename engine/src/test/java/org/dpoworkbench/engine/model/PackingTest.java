package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;

/// A packed micro-batch computes what each of its sequences computes alone. Alone, a sequence is one run of rows
/// without context, so that nothing of what packing relies on takes part.
class PackingTest {
    private static final int CAPACITY = 600;
    private static final int VOCABULARY = 100;

    private static Backend backend;
    private static Map<String, Decoder> decoders;

    /// Token ids, and which of them are targets.
    private record Completion(List<Integer> tokens, List<Boolean> scored) {
        int[] ids() {
            return tokens.stream().mapToInt(Integer::intValue).toArray();
        }

        boolean[] mask() {
            boolean[] mask = new boolean[tokens.size()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = scored.get(i);
            }
            return mask;
        }
    }

    private record Group(List<Integer> prompt, List<Completion> completions) {
        int[] promptIds() {
            return prompt.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    @BeforeContainer
    static void load() {
        backend = new CpuBackend(2);
        decoders = GoldenModel.families().stream()
                .collect(Collectors.toMap(
                        family -> family, family -> GoldenModel.decoder(backend, "models/" + family, CAPACITY)));
    }

    @AfterContainer
    static void close() {
        backend.close();
    }

    @Provide
    Arbitrary<List<Group>> groups() {
        Arbitrary<Integer> token = Arbitraries.integers().between(0, VOCABULARY - 1);
        Arbitrary<Boolean> mostly =
                Arbitraries.frequency(net.jqwik.api.Tuple.of(3, true), net.jqwik.api.Tuple.of(1, false));
        Arbitrary<Completion> completion = Arbitraries.integers()
                .between(1, 12)
                .flatMap(n -> Combinators.combine(
                                token.list().ofSize(n), mostly.list().ofSize(n))
                        .as(Completion::new));
        Arbitrary<Group> group = Combinators.combine(
                        token.list().ofMinSize(0).ofMaxSize(9),
                        completion.list().ofMinSize(1).ofMaxSize(3))
                .as(Group::new);
        return group.list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void packedSequencesComputeWhatTheyComputeAlone(
            @ForAll("groups") List<Group> groups, @ForAll("families") String family, @ForAll long seed) {
        compare(decoders.get(family), groups, new Random(seed));
    }

    /// Prompts and completions longer than attention's tile of 64 rows.
    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void soDoLongOnes(@ForAll("families") String family, @ForAll long seed) {
        Random random = new Random(seed);
        List<Group> groups = new ArrayList<>();
        for (int[] lengths : new int[][] {{70, 25, 3}, {3, 90, 66}, {64, 1, 50}}) {
            groups.add(new Group(
                    tokens(random, lengths[0]),
                    List.of(scoredAll(tokens(random, lengths[1])), scoredAll(tokens(random, lengths[2])))));
        }
        compare(decoders.get(family), groups, random);
    }

    @Provide
    Arbitrary<String> families() {
        return Arbitraries.of(GoldenModel.families());
    }

    private static List<Integer> tokens(Random random, int count) {
        return random.ints(count, 0, VOCABULARY).boxed().toList();
    }

    private static Completion scoredAll(List<Integer> tokens) {
        return new Completion(tokens, tokens.stream().map(_ -> true).toList());
    }

    private static void compare(Decoder decoder, List<Group> groups, Random random) {
        PackedBatch batch = new PackedBatch(CAPACITY, 20);
        for (Group g : groups) {
            Packer.add(
                    batch,
                    g.promptIds(),
                    g.completions().stream().map(Completion::ids).toArray(int[][]::new),
                    g.completions().stream().map(Completion::mask).toArray(boolean[][]::new));
        }
        double[] logProbs = new double[batch.targets.targets];
        double[] gradient = random.doubles(batch.targets.targets, -1, 1).toArray();
        decoder.clearGradients();
        decoder.forward(batch, logProbs);
        decoder.backward(batch, gradient);
        float[] packed = GoldenModel.gradients(backend, decoder);

        decoder.clearGradients();
        int sequence = 0;
        int compared = 0;
        for (Group g : groups) {
            for (Completion c : g.completions()) {
                compared += alone(decoder, g.prompt(), c, batch, sequence, logProbs, gradient);
                sequence++;
            }
        }
        assertThat(compared).as("targets").isEqualTo(batch.targets.targets);
        float[] separate = GoldenModel.gradients(backend, decoder);
        double largest = 1e-3;
        double worst = 0;
        for (int i = 0; i < packed.length; i++) {
            largest = Math.max(largest, Math.abs(separate[i]));
            worst = Math.max(worst, Math.abs(packed[i] - separate[i]));
        }
        assertThat(worst).as("largest difference of gradients").isLessThan(1e-5 * largest);
    }

    /// Computes one sequence as one segment, adds to the gradients, compares the log-probs, and returns their number.
    private static int alone(
            Decoder decoder,
            List<Integer> prompt,
            Completion completion,
            PackedBatch packed,
            int sequence,
            double[] packedLogProbs,
            double[] packedGradient) {
        List<Integer> tokens = new ArrayList<>(prompt);
        tokens.addAll(completion.tokens());
        List<Boolean> scored = new ArrayList<>(prompt.stream().map(_ -> false).toList());
        scored.addAll(completion.scored());
        Completion whole = new Completion(tokens, scored);
        PackedBatch batch = new PackedBatch(CAPACITY, 1);
        Packer.add(batch, new int[0], new int[][] {whole.ids()}, new boolean[][] {whole.mask()});

        double[] logProbs = new double[batch.targets.targets];
        double[] gradient = new double[batch.targets.targets];
        decoder.forward(batch, logProbs);
        int t = 0;
        for (int p = 0; p < packed.targets.targets; p++) {
            if (packed.targets.sequence[p] == sequence) {
                assertThat(packed.targets.token[p]).isEqualTo(batch.targets.token[t]);
                assertThat(packedLogProbs[p]).isCloseTo(logProbs[t], within(2e-5));
                gradient[t] = packedGradient[p];
                t++;
            }
        }
        assertThat(t).as("targets of sequence " + sequence).isEqualTo(batch.targets.targets);
        decoder.backward(batch, gradient);
        return t;
    }
}
