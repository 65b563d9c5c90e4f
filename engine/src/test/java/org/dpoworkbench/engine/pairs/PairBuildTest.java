package org.dpoworkbench.engine.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.Judgement.Grade;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PairBuildTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path path;

    @Test
    void theBestStandsAgainstTheWorst() throws IOException {
        Result result = build(PairRecipe.of(PairStrategy.BEST_WORST), scored(1, 4, 4, 2.5));
        assertThat(result.sides()).containsExactly("x1>x0");
        assertThat(result.lines().getFirst().get("gap").doubleValue()).isEqualTo(3.0);
        assertThat(result.account().sharedBest()).isOne();
    }

    @Test
    void allPairsAreThoseOfUnequalScoresTheWidestFirst() throws IOException {
        Result result = build(PairRecipe.of(PairStrategy.ALL), scored(1, 4, 4, 2.5));
        assertThat(result.sides()).containsExactly("x1>x0", "x2>x0", "x1>x3", "x2>x3", "x3>x0");
        assertThat(result.account().tiedPairs()).isOne();
    }

    @Test
    void closePairsAndThoseBeyondTheMostOfAPromptAreLeftOutAndCounted() throws IOException {
        PairRecipe recipe = recipe(PairStrategy.ALL, 1.5, OptionalInt.of(3), Map.of());
        Result result = build(recipe, scored(1, 4, 4, 2.5), scored(1, 4, 4, 2.5), scored(1, 1.5));
        assertThat(result.sides()).containsExactly("x1>x0", "x2>x0", "x1>x3");
        PairAccount account = result.account();
        assertThat(account.beyondMost()).isEqualTo(2 + 5);
        assertThat(account.closePairs()).isOne();
        assertThat(account.leftOut()).isEqualTo(Map.of("gap", 1, "enough", 1));
    }

    @Test
    void whatCanActOnNoRecordIsAnErrorThatSaysForWhichItIs() {
        PreferenceRecord votes = voted(3, 0, 0);
        PreferenceRecord scores = attributed(Map.of("honesty", 1.0), Map.of("honesty", 2.0));
        assertIdle(
                recipe(PairStrategy.BEST_WORST, 2, OptionalInt.empty(), Map.of()), votes, "--min-gap is for records");
        assertIdle(
                recipe(PairStrategy.BEST_WORST, 0, OptionalInt.empty(), Map.of("honesty", 1.0)),
                votes,
                "no record has \"honesty\" or any other");
        assertIdle(
                recipe(PairStrategy.BEST_WORST, 0, OptionalInt.empty(), Map.of("honest", 1.0)),
                scores,
                "no record has \"honest\"; there are: honesty");
        assertIdle(
                new PairRecipe(PairStrategy.BEST_WORST, 0, OptionalInt.empty(), Map.of(), 0.7, 42),
                scores,
                "--min-agreement is for records with votes");
    }

    private void assertIdle(PairRecipe recipe, PreferenceRecord record, String said) {
        assertThatThrownBy(() -> build(recipe, record))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said);
        assertThat(path).as("nothing is written").isEmptyDirectory();
    }

    /// A gap of exactly the least one is enough.
    @Test
    void theLeastGapItselfIsWideEnough() throws IOException {
        assertThat(build(recipe(PairStrategy.ALL, 1.5, OptionalInt.empty(), Map.of()), scored(1, 2.5))
                        .sides())
                .hasSize(1);
    }

    /// HelpSteer's five attributes; the goal is the weighted mean.
    @Test
    void attributesAreWeighted() throws IOException {
        Map<String, Double> weights = Map.of("helpfulness", 1.0, "correctness", 0.5, "verbosity", -0.5);
        PreferenceRecord record = attributed(
                Map.of("helpfulness", 4.0, "correctness", 4.0, "verbosity", 4.0),
                Map.of("helpfulness", 3.0, "correctness", 4.0, "verbosity", 0.0),
                Map.of("helpfulness", 3.0, "correctness", 4.0));
        Result result = build(recipe(PairStrategy.ALL, 0, OptionalInt.empty(), weights), record);
        // (4 + 2 - 2) / 2 = 2 against (3 + 2 - 0) / 2 = 2.5; the third lacks an attribute
        assertThat(result.sides()).containsExactly("x1>x0");
        assertThat(result.lines().getFirst().get("score_chosen").doubleValue()).isEqualTo(2.5);
        assertThat(result.lines().getFirst().get("score_rejected").doubleValue())
                .isEqualTo(2.0);
    }

    @Test
    void recordsWhoseCompletionsLackAWeightedAttributeSayThatTheyDo() throws IOException {
        PairRecipe recipe = recipe(PairStrategy.ALL, 0, OptionalInt.empty(), Map.of("honesty", 1.0));
        Result result = build(
                recipe,
                attributed(Map.of("honesty", 1.0), Map.of("honesty", 2.0)),
                attributed(Map.of("helpfulness", 1.0), Map.of("honesty", 2.0)));
        assertThat(result.account().leftOut()).isEqualTo(Map.of("missing_score", 1));
    }

    @Test
    void votesNeedMoreThanHalfAndTheAgreementAskedFor() throws IOException {
        PreferenceRecord[] records = {voted(3, 0, 0), voted(1, 2, 0), voted(1, 1, 1), voted(2, 1, 2), voted(1, 0, 1)};
        Result all = build(PairRecipe.of(PairStrategy.BEST_WORST), records);
        assertThat(all.sides()).containsExactly("x0>x1", "x1>x0");
        assertThat(all.account().leftOut()).isEqualTo(Map.of("tie", 3));
        assertThat(all.account().agreement()).isEqualTo(Map.of("0.67", 1, "1.00", 1));
        assertThat(all.lines().getLast().get("votes").toString())
                .isEqualTo("{\"chosen\":2,\"rejected\":1,\"neither\":0}");
        Result unanimous =
                build(new PairRecipe(PairStrategy.BEST_WORST, 0, OptionalInt.empty(), Map.of(), 1, 42), records);
        assertThat(unanimous.sides()).containsExactly("x0>x1");
        assertThat(unanimous.account().leftOut()).isEqualTo(Map.of("tie", 3, "agreement", 1));
    }

    @Test
    void aDrawnPairIsWorseThanTheBestAndTheSameWithTheSameSeed() throws IOException {
        PreferenceRecord[] records = IntStream.range(0, 200)
                .mapToObj(i -> at(i + 1, grades(3, 1, 3, 2, 0), "p" + i))
                .toArray(PreferenceRecord[]::new);
        Result one = build(PairRecipe.of(PairStrategy.BEST_RANDOM), records);
        assertThat(one.sides()).allMatch(pair -> pair.startsWith("x0>") && !pair.endsWith("x2"));
        assertThat(one.sides().stream().distinct()).hasSize(3);
        assertThat(build(PairRecipe.of(PairStrategy.BEST_RANDOM), records).sides())
                .isEqualTo(one.sides());
        assertThat(build(new PairRecipe(PairStrategy.BEST_RANDOM, 0, OptionalInt.empty(), Map.of(), 0, 43), records)
                        .sides())
                .isNotEqualTo(one.sides());
        for (String pair : List.of("x0>x1", "x0>x3", "x0>x4")) { // 200 / 3 each, standard deviation 6.7
            assertThat(one.sides().stream().filter(pair::equals).count()).isBetween(40L, 95L);
        }
    }

    /// What a record becomes does not depend on its neighbours, so files can be joined.
    @Test
    void aDrawDoesNotDependOnTheRecordsAround() throws IOException {
        PreferenceRecord alone = at(7, grades(3, 1, 3, 2, 0), "p");
        Result joined = build(PairRecipe.of(PairStrategy.BEST_RANDOM), scored(1, 2), alone, scored(2, 1));
        assertThat(joined.sides().get(1))
                .isEqualTo(build(PairRecipe.of(PairStrategy.BEST_RANDOM), alone)
                        .sides()
                        .getFirst());
    }

    @Test
    void everyRecordIsAccountedFor() throws IOException {
        Random random = new Random(3);
        List<PreferenceRecord> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double[] scores = random.doubles(random.nextInt(1, 5), 0, 4)
                    .map(s -> random.nextInt(5) == 0 ? Double.NaN : Math.rint(s))
                    .toArray();
            records.add(random.nextBoolean() ? scored(scores) : voted(random.nextInt(4), random.nextInt(4), 1));
        }
        for (PairStrategy strategy : PairStrategy.values()) {
            PairAccount account = build(
                            recipe(strategy, 1, OptionalInt.empty(), Map.of()),
                            records.toArray(PreferenceRecord[]::new))
                    .account();
            int left = account.leftOut().values().stream().mapToInt(n -> n).sum();
            assertThat(account.used() + left + account.refused())
                    .isEqualTo(account.records())
                    .isEqualTo(500);
        }
    }

    @Test
    void equalTextsAreNoPair() throws IOException {
        PreferenceRecord same = new PreferenceRecord.Text(
                place(1), Optional.of("p"), List.of("y", "y"), new Judgement.Graded(grades(1, 2)), Optional.empty());
        assertThat(build(PairRecipe.of(PairStrategy.ALL), same, scored(1, 2))
                        .account()
                        .leftOut())
                .isEqualTo(Map.of("identical", 1));
    }

    @Test
    void whereThereIsNoPairNothingIsWrittenAndTheReasonsAreNamed() {
        assertThatThrownBy(() -> build(PairRecipe.of(PairStrategy.ALL), scored(2, 2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("No pair can be made")
                .hasMessageContaining("1: no completion is better than another");
        assertThat(path).isEmptyDirectory();
    }

    private record Result(PairAccount account, List<JsonNode> lines) {
        List<String> sides() {
            return lines.stream()
                    .map(line -> line.get("chosen").stringValue() + ">"
                            + line.get("rejected").stringValue())
                    .toList();
        }
    }

    private Result build(PairRecipe recipe, PreferenceRecord... records) throws IOException {
        Path file = path.resolve("pairs.jsonl");
        PairAccount account =
                PairBuild.write(file, recipe, false, build -> Stream.of(records).forEach(build::take));
        try (Stream<String> lines = Files.lines(file)) {
            return new Result(account, lines.map(JSON::readTree).toList());
        }
    }

    private static PairRecipe recipe(PairStrategy strategy, double gap, OptionalInt most, Map<String, Double> weights) {
        return new PairRecipe(strategy, gap, most, weights, 0, 42);
    }

    private static List<Grade> grades(double... scores) {
        return DoubleStream.of(scores).mapToObj(s -> new Grade(s, Map.of())).toList();
    }

    private static RecordPlace place(int line) {
        return new RecordPlace("file.jsonl", "line", line, 0);
    }

    private static PreferenceRecord scored(double... scores) {
        return at(1, grades(scores), "p");
    }

    private static PreferenceRecord at(int line, List<Grade> grades, String prompt) {
        return new PreferenceRecord.Text(
                place(line),
                Optional.of(prompt),
                IntStream.range(0, grades.size()).mapToObj(i -> "x" + i).toList(),
                new Judgement.Graded(grades),
                Optional.empty());
    }

    @SafeVarargs
    private static PreferenceRecord attributed(Map<String, Double>... attributes) {
        return at(1, Stream.of(attributes).map(a -> new Grade(0, a)).toList(), "p");
    }

    private static PreferenceRecord voted(int first, int second, int ties) {
        return new PreferenceRecord.Text(
                place(1),
                Optional.of("p"),
                List.of("x0", "x1"),
                new Judgement.Voted(first, second, ties),
                Optional.of("people"));
    }
}
