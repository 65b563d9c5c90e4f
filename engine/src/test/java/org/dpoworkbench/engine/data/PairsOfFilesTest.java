package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.pairs.PairAccount;
import org.dpoworkbench.engine.pairs.PairBuild;
import org.dpoworkbench.engine.pairs.PairRecipe;
import org.dpoworkbench.engine.pairs.PairStrategy;
import org.dpoworkbench.engine.pairs.SampleJudge;
import org.dpoworkbench.engine.pairs.Scorer;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pairs of real files, of which the counts are known, and of files in the shapes of published data sets.
class PairsOfFilesTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path path;

    /// 879 of PandaLM's 999 comparisons are unanimous, 85 of these for neither; the data's README says the first.
    @Test
    void pandaLmsVotesMakePairsWithTheirAgreement() throws IOException {
        Path file = SharedFiles.find("data/preferences/pandalm-testset-v1.json");
        PairAccount account = build(PairRecipe.of(PairStrategy.BEST_WORST), file);
        assertThat(account.records()).isEqualTo(999);
        assertThat(account.unanimous()).isEqualTo(879);
        assertThat(account.unanimousTies()).isEqualTo(85);
        assertThat(account.pairs()).isEqualTo(894);
        assertThat(account.agreement()).isEqualTo(Map.of("0.67", 100, "1.00", 794));
        assertThat(account.leftOut()).isEqualTo(Map.of("tie", 105));
        PairAccount unanimous = build(new PairRecipe(PairStrategy.ALL, 0, OptionalInt.empty(), Map.of(), 1, 42), file);
        assertThat(unanimous.pairs()).isEqualTo(879 - 85);
    }

    /// The data's README: 754 pairs of 641 ranked messages.
    @Test
    void openAssistantsTreesMakeAPairOfEachTwoRankedReplies() throws IOException {
        Path file = SharedFiles.find("data/preferences/oasst-en-100-tree.jsonl");
        PairAccount account = build(PairRecipe.of(PairStrategy.ALL), file);
        assertThat(account.completions()).isEqualTo(641);
        assertThat(account.pairs()).isEqualTo(754);
        assertThat(build(PairRecipe.of(PairStrategy.BEST_WORST), file).pairs()).isEqualTo(account.records());
    }

    /// What is written is read as pairs, none of them lost.
    @Test
    void aRunReadsWhatIsWritten() throws IOException {
        for (String name : List.of("oasst-en-100-tree.jsonl", "pandalm-testset-v1.json", "dpo_en_demo.json")) {
            PairAccount account = build(PairRecipe.of(PairStrategy.ALL), SharedFiles.find("data/preferences/" + name));
            PreferenceSource read = PreferenceSource.read(
                    path.resolve("pairs.jsonl"), RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1000);
            assertThat(read.size()).as(name).isEqualTo(account.pairs());
            assertThat(read.refused()).isEmpty();
            assertThat(read.records()).allMatch(record -> record.completions().size() == 2);
        }
    }

    /// UltraFeedback (openbmb/UltraFeedback): an instruction and four completions, annotations with ratings as
    /// texts, an overall score.
    @Test
    void ultraFeedbacksAnnotationsAreWeighted() throws IOException {
        Path file = write(
                "ultra.jsonl",
                "{\"source\":\"evol_instruct\",\"instruction\":\"Say hi.\",\"completions\":["
                        + ultra("Hi!", 8, "5", "4", "5", "5")
                        + "," + ultra("Hello", 7.5, "4", "5", "5", "5")
                        + "," + ultra("No", 2, "1", "1", "N/A", "1")
                        + "," + ultra("Hm", 5, "3", "3", "3", "3") + "]}");
        assertThat(sides(PairRecipe.of(PairStrategy.BEST_WORST), file)).containsExactly("Hi!>No");
        JsonNode pair = lines().getFirst();
        assertThat(pair.get("gap").doubleValue()).isEqualTo(6);
        assertThat(pair.get("source").stringValue()).isEqualTo("evol_instruct");
        Map<String, Double> weights = Map.of("helpfulness", 1.0, "honesty", 1.0, "truthfulness", 2.0);
        // (5 + 5 + 8) / 4 = 4.5; (4 + 5 + 10) / 4 = 4.75; the third lacks one; (3 + 3 + 6) / 4 = 3
        assertThat(sides(new PairRecipe(PairStrategy.ALL, 0, OptionalInt.empty(), weights, 0, 42), file))
                .containsExactly("Hello>Hm", "Hi!>Hm", "Hello>Hi!");
        assertThat(lines().getFirst().get("score_chosen").doubleValue()).isEqualTo(4.75);
    }

    private static String ultra(
            String text, double score, String help, String truth, String honest, String instruction) {
        return ("{\"model\":\"m\",\"response\":\"%s\",\"overall_score\":%s,\"annotations\":{\"helpfulness\":{\"Rating\":"
                        + "\"%s\"},\"truthfulness\":{\"Rating\":\"%s\"},\"honesty\":{\"Rating\":\"%s\"},"
                        + "\"instruction_following\":{\"Rating\":\"%s\"}}}")
                .formatted(text, score, help, truth, honest, instruction);
    }

    /// HelpSteer (nvidia/HelpSteer): one response a record with five attributes, those of a prompt together.
    @Test
    void helpSteersAttributesAreWeighted() throws IOException {
        Path file = write(
                "steer.jsonl",
                steer("Q1", "A", 4, 4, 4, 3, 4),
                steer("Q1", "B", 4, 4, 4, 3, 1),
                steer("Q1", "C", 1, 1, 2, 1, 1),
                steer("Q2", "D", 3, 3, 3, 3, 3));
        PairRecipe plain = PairRecipe.of(PairStrategy.BEST_WORST);
        assertThat(sides(plain, file)).containsExactly("A>C");
        Map<String, Double> terse = Map.of("helpfulness", 1.0, "correctness", 0.5, "verbosity", -0.5);
        assertThat(sides(new PairRecipe(PairStrategy.BEST_WORST, 0, OptionalInt.empty(), terse, 0, 42), file))
                .containsExactly("B>C");
        PairAccount account = build(plain, file);
        assertThat(account.leftOut()).isEqualTo(Map.of("one_completion", 1));
    }

    private static String steer(String prompt, String response, int... scores) {
        return ("{\"prompt\":\"%s\",\"response\":\"%s\",\"helpfulness\":%d,\"correctness\":%d,\"coherence\":%d,"
                        + "\"complexity\":%d,\"verbosity\":%d}")
                .formatted(Stream.concat(
                                Stream.of(prompt, response),
                                Arrays.stream(scores).boxed())
                        .toArray());
    }

    @Test
    void samplesAreScoredByTheirTexts() throws IOException {
        Path lists = write("samples.jsonl", "{\"prompt\":\"2+2=\",\"completions\":[\"5\",\"it is 4\",\"4\"]}");
        assertThat(samples(lists, new SampleJudge.ByText(Scorer.of("matches=\\b4\\b")), PairStrategy.ALL))
                .containsExactly("it is 4>5", "4>5");
        assertThat(samples(lists, new SampleJudge.ByText(Scorer.of("shorter")), PairStrategy.BEST_WORST))
                .containsExactly("5>it is 4");
        Path rows = write(
                "rows.jsonl",
                "{\"prompt\":\"2+2=\",\"completion\":\"5\"}",
                "{\"prompt\":\"2+2=\",\"completion\":\"4\"}",
                "{\"prompt\":\"1+1=\",\"completion\":\"2\"}",
                "{\"prompt\":\"1+1=\",\"completion\":\"4\"}");
        assertThat(samples(rows, new SampleJudge.ByText(Scorer.of("matches=4")), PairStrategy.BEST_WORST))
                .containsExactly("4>5", "4>2");
    }

    @Test
    void scoresOfAnotherFileAreTakenInOrderAndMustBeAsMany() throws IOException {
        Path samples = write(
                "samples.jsonl",
                "{\"prompt\":\"p\",\"completions\":[\"a\",\"b\"]}",
                "{\"prompt\":\"q\",\"completions\":[\"c\",\"d\",\"e\"]}");
        Path scores = write("scores.jsonl", "{\"scores\":[1,2]}", "{\"scores\":[0.5,null,-1]}");
        assertThat(samples(samples, inOrder(scores), PairStrategy.ALL)).containsExactly("b>a", "c>e");
        Path single = write("one.jsonl", "{\"score\":1}", "{\"score\":2}", "{\"score\":3}", "{\"score\":4}");
        assertThatThrownBy(() -> samples(samples, inOrder(single), PairStrategy.ALL))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds 4 scores, and there are more completions: at " + samples + ", line 2");
        Path more = write("more.jsonl", "{\"scores\":[1,2,3,4,5,6]}");
        assertThatThrownBy(() -> samples(samples, inOrder(more), PairStrategy.ALL))
                .hasMessageContaining("holds 6 scores for 5 completions");
    }

    /// As `dpo score` writes three samples of a prompt, of which the second is empty, and one that cannot be read.
    @Test
    void anAnswerThatCouldNotBeScoredIsLeftOutAndCounted() throws IOException {
        Path samples = write(
                "samples.jsonl",
                "{\"prompt\":\"p\",\"completion\":\"a\"}",
                "{\"prompt\":\"p\",\"completion\":\"\"}",
                "{\"prompt\":\"p\",\"completion\":\"c\"}",
                "{\"prompt\":\"p\"}",
                "{\"prompt\":\"q\",\"completion\":\"d\"}",
                "{\"prompt\":\"q\",\"completion\":\"e\"}");
        Path scores = write(
                "scores.jsonl",
                score(1, "p", "a", 0.5),
                "{\"source\":\"s\",\"line\":2,\"dropped\":\"empty\",\"completions\":[{\"rank\":null,\"reward\":null}]}",
                score(3, "p", "c", 0.75),
                "{\"source\":\"s\",\"line\":4,\"dropped\":\"cannot be read\",\"completions\":[]}",
                score(5, "q", "d", 2),
                score(6, "q", "e", 1));
        PairAccount account =
                PairBuild.write(path.resolve("pairs.jsonl"), PairRecipe.of(PairStrategy.BEST_WORST), true, build -> {
                    SampleJudge judge = inOrder(scores);
                    JudgedRecords.readSamples(
                            samples, ColumnMapping.RECOGNISED, s -> build.take(judge.judge(s)), build::refuse);
                    judge.end();
                });
        assertThat(sides()).containsExactly("c>a", "d>e");
        assertThat(account.unscored()).isOne();
        assertThat(account.text()).contains("1 answers without a score: left out");

        PairAccount direct = build(PairRecipe.of(PairStrategy.BEST_WORST), scores);
        assertThat(sides()).containsExactly("c>a", "d>e");
        assertThat(direct.unscored()).isEqualTo(2);
        assertThat(direct.records()).isEqualTo(2);
    }

    /// What was offered to the model belongs to its prompt: answers under other tools are another prompt's.
    @Test
    void answersStayWithTheToolsOfTheirPrompt() throws IOException {
        for (String form : List.of(
                "\"completion\":[{\"role\":\"assistant\",\"content\":\"%s\"}],\"reward\":%s",
                "\"completions\":[{\"text\":\"%s\",\"score\":%s}]")) {
            Path file = write(
                    "tools.jsonl",
                    withTools("clock", form.formatted("a", 1)),
                    withTools("clock", form.formatted("b", 2)),
                    withTools("dice", form.formatted("c", 3)),
                    withTools("dice", form.formatted("d", 4)));
            build(PairRecipe.of(PairStrategy.BEST_WORST), file);
            assertThat(Files.readAllLines(path.resolve("pairs.jsonl")))
                    .satisfiesExactly(
                            pair -> assertThat(pair).contains("\"b\"", "\"a\"", "\"tools\":[{\"name\":\"clock\"}]"),
                            pair -> assertThat(pair).contains("\"d\"", "\"c\"", "\"tools\":[{\"name\":\"dice\"}]"));
        }
    }

    @Test
    void aListInARecordIsNotTakenForTheRecords() throws IOException {
        Path file = write("tools.jsonl", withTools("clock", "\"answer\":\"noon\""));
        assertThatThrownBy(() -> build(PairRecipe.of(PairStrategy.ALL), file))
                .hasMessageContaining("nothing is recognised that says which completion is better")
                .hasMessageNotContaining("jq");
    }

    private static String withTools(String tool, String answer) {
        return "{\"prompt\":[{\"role\":\"user\",\"content\":\"now?\"}],\"tools\":[{\"name\":\"%s\"}],%s}"
                .formatted(tool, answer);
    }

    @Test
    void aRankingThatWasNotScoredHasNobodyKnowsHowManyScores() throws IOException {
        Path scores = write("scores.jsonl", "{\"source\":\"s\",\"line\":2,\"dropped\":\"identical\"}");
        assertThatThrownBy(() -> ScoreFile.read(scores))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 1: nothing of this record was scored (identical)")
                .hasMessageContaining("Take it, and its samples, out.");
    }

    private static String score(int line, String prompt, String text, double reward) {
        return ("{\"source\":\"s\",\"line\":%d,\"prompt\":\"%s\",\"completions\":[{\"text\":\"%s\",\"rank\":0,"
                        + "\"reward\":%s,\"tokens\":2,\"cut\":false}]}")
                .formatted(line, prompt, text, reward);
    }

    @Test
    void aRecordThatCannotBeReadStopsTheWorkUnlessItIsToBeSkipped() throws IOException {
        Path file = write(
                "votes.jsonl",
                "{\"prompt\":\"p\",\"response1\":\"a\",\"response2\":\"b\",\"annotator1\":1}",
                "{\"prompt\":\"p\",\"response1\":\"a\",\"annotator1\":1}",
                "{\"prompt\":");
        assertThatThrownBy(() -> build(PairRecipe.of(PairStrategy.ALL), file))
                .hasMessageContaining("line 2: \"response2\" is missing")
                .hasMessageContaining("2 of 3 records cannot be read, so nothing was written");
        assertThat(path.resolve("pairs.jsonl")).doesNotExist();
        PairAccount account = PairBuild.write(
                path.resolve("pairs.jsonl"),
                PairRecipe.of(PairStrategy.ALL),
                true,
                build -> JudgedRecords.read(
                        file, ColumnMapping.RECOGNISED, build::take, build::refuse, build::unscored));
        assertThat(account.pairs()).isOne();
        assertThat(account.refused()).isEqualTo(2);
    }

    @Test
    void aFileThatSaysNothingOfBetterOrWorseSaysWhatToDo() throws IOException {
        Path file = write("a.jsonl", "{\"prompt\":\"p\",\"completions\":[\"a\",\"b\"]}");
        assertThatThrownBy(() -> build(PairRecipe.of(PairStrategy.ALL), file))
                .hasMessageContaining("pass --scorer or --scores-file");
    }

    private static SampleJudge inOrder(Path scores) {
        return new SampleJudge.InOrder(scores.toString(), ScoreFile.read(scores));
    }

    private List<String> samples(Path file, SampleJudge judge, PairStrategy strategy) throws IOException {
        PairBuild.write(path.resolve("pairs.jsonl"), PairRecipe.of(strategy), false, build -> {
            JudgedRecords.readSamples(file, ColumnMapping.RECOGNISED, s -> build.take(judge.judge(s)), build::refuse);
            judge.end();
        });
        return sides();
    }

    private List<String> sides(PairRecipe recipe, Path file) throws IOException {
        build(recipe, file);
        return sides();
    }

    private PairAccount build(PairRecipe recipe, Path file) {
        return PairBuild.write(
                path.resolve("pairs.jsonl"),
                recipe,
                false,
                build -> JudgedRecords.read(
                        file, ColumnMapping.RECOGNISED, build::take, build::refuse, build::unscored));
    }

    private List<String> sides() throws IOException {
        return lines().stream()
                .map(line -> line.get("chosen").stringValue() + ">"
                        + line.get("rejected").stringValue())
                .toList();
    }

    private List<JsonNode> lines() throws IOException {
        try (Stream<String> lines = Files.lines(path.resolve("pairs.jsonl"))) {
            return lines.map(JSON::readTree).toList();
        }
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(path.resolve(name), String.join("\n", lines) + "\n");
    }
}
