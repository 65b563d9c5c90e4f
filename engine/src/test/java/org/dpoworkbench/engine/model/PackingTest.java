package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.dpoworkbench.engine.compute.ControlBackend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;

/// A packed micro-batch computes what each of its sequences computes alone. Alone, a sequence is one run of rows
/// without context, so that nothing of what packing relies on takes part. In float64 the two agree to the last bits, so
/// that this is where packing is judged; the CPU's float32 numbers are then compared with those.
class PackingTest {
    private static final int CAPACITY = 400;
    private static final int VOCABULARY = 100;

    private static final Backend CONTROL = new ControlBackend();
    private static Backend cpu;
    private static Map<String, Decoder> decoders;
    private static Map<String, Decoder> controls;

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
        cpu = new CpuBackend(2);
        decoders = new HashMap<>();
        controls = new HashMap<>();
        for (String family : GoldenModel.families()) {
            String folder = "models/" + family;
            Decoder decoder = GoldenModel.decoder(cpu, folder, CAPACITY);
            decoders.put(family, decoder);
            controls.put(family, GoldenModel.copy(decoder, cpu, CONTROL, folder, CAPACITY));
        }
    }

    @AfterContainer
    static void close() {
        cpu.close();
        CONTROL.close();
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
        compare(family, groups, new Random(seed));
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
        compare(family, groups, random);
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

    private static void compare(String family, List<Group> groups, Random random) {
        PackedBatch batch = new PackedBatch(CAPACITY, 20);
        for (Group g : groups) {
            Packer.add(
                    batch,
                    g.promptIds(),
                    g.completions().stream().map(Completion::ids).toArray(int[][]::new),
                    g.completions().stream().map(Completion::mask).toArray(boolean[][]::new));
        }
        double[] weights = random.doubles(batch.targets.targets, -1, 1).toArray();
        Decoder control = controls.get(family);
        Result alone = alone(control, groups, batch, weights);
        Result packed = result(CONTROL, control, batch, weights);
        assertThat(packed.logProbs()).as("log-probs in float64").containsExactly(alone.logProbs(), within(1e-11));
        assertThat(packed.difference(alone))
                .as("largest difference of gradients in float64, told as float32")
                .isLessThan(1e-12 + 2e-7 * alone.largest());

        Result onCpu = result(cpu, decoders.get(family), batch, weights);
        assertThat(onCpu.logProbs()).as("log-probs in float32").containsExactly(alone.logProbs(), within(2e-5));
        // Where a token is repeated, its targets have one gradient: weights of both signs leave next to nothing of the
        // sum, but all of the rounding of its terms.
        double[] unsigned = Arrays.stream(weights).map(Math::abs).toArray();
        double scale = Math.max(
                alone.largest(), result(CONTROL, control, batch, unsigned).largest());
        assertThat(onCpu.difference(alone))
                .as("largest difference of gradients in float32")
                .isLessThan(1e-5 * Math.max(1e-3, scale));
    }

    /// Log-probs of the targets, and the gradients that their weighted sum has.
    private record Result(double[] logProbs, float[] gradients) {
        double largest() {
            return difference(new Result(logProbs, new float[gradients.length]));
        }

        double difference(Result other) {
            double largest = 0;
            for (int i = 0; i < gradients.length; i++) {
                largest = Math.max(largest, Math.abs((double) gradients[i] - other.gradients[i]));
            }
            return largest;
        }
    }

    private static Result result(Backend backend, Decoder decoder, PackedBatch batch, double[] weights) {
        double[] logProbs = new double[batch.targets.targets];
        decoder.clearGradients();
        decoder.forward(batch, logProbs);
        decoder.backward(batch, weights);
        return new Result(logProbs, GoldenModel.gradients(backend, decoder));
    }

    /// Each sequence as one segment of a batch of its own, the gradients added up.
    private static Result alone(Decoder control, List<Group> groups, PackedBatch packed, double[] weights) {
        double[] logProbs = new double[weights.length];
        control.clearGradients();
        int sequence = 0;
        int compared = 0;
        for (Group g : groups) {
            for (Completion c : g.completions()) {
                compared += alone(control, whole(g.prompt(), c), packed, sequence, logProbs, weights);
                sequence++;
            }
        }
        assertThat(compared).as("targets").isEqualTo(weights.length);
        return new Result(logProbs, GoldenModel.gradients(CONTROL, control));
    }

    private static Completion whole(List<Integer> prompt, Completion completion) {
        List<Integer> tokens = new ArrayList<>(prompt);
        tokens.addAll(completion.tokens());
        List<Boolean> scored = new ArrayList<>(prompt.stream().map(_ -> false).toList());
        scored.addAll(completion.scored());
        return new Completion(tokens, scored);
    }

    /// Computes one sequence, adds to the gradients, tells its log-probs, and returns their number.
    private static int alone(
            Decoder control, Completion whole, PackedBatch packed, int sequence, double[] logProbs, double[] weights) {
        PackedBatch batch = new PackedBatch(CAPACITY, 1);
        Packer.add(batch, new int[0], new int[][] {whole.ids()}, new boolean[][] {whole.mask()});
        double[] own = new double[batch.targets.targets];
        double[] ownWeights = new double[batch.targets.targets];
        control.forward(batch, own);
        int t = 0;
        for (int p = 0; p < packed.targets.targets; p++) {
            if (packed.targets.sequence[p] == sequence) {
                assertThat(packed.targets.token[p]).isEqualTo(batch.targets.token[t]);
                logProbs[p] = own[t];
                ownWeights[t] = weights[p];
                t++;
            }
        }
        assertThat(t).as("targets of sequence " + sequence).isEqualTo(batch.targets.targets);
        control.backward(batch, ownWeights);
        return t;
    }
}
