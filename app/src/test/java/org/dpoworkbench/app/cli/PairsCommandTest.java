package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairsCommandTest {
    @TempDir
    Path temp;

    @Test
    void scoredListsBecomeAFileOfPairsAndAnAccount() throws IOException {
        Path data = Files.writeString(
                temp.resolve("scored.jsonl"),
                "{\"prompt\":\"p\",\"completions\":[\"a\",\"b\",\"c\"],\"scores\":[1,3,2]}\n");
        Path pairs = temp.resolve("pairs.jsonl");
        Cli cli = new Cli();

        assertThat(cli.run(
                        "pairs", "build", "--data", data.toString(), "--output", pairs.toString(), "--strategy", "all"))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out()).contains("used        1, which make 3 pairs");
        assertThat(pairs).content().startsWith("{\"prompt\":\"p\",\"chosen\":\"b\",\"rejected\":\"a\"");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        Path data = Files.writeString(temp.resolve("scored.jsonl"), "{}\n");
        Cli cli = new Cli();

        assertThat(cli.run(
                        "pairs",
                        "build",
                        "--data",
                        data.toString(),
                        "--output",
                        data.toString(),
                        "--scorer",
                        "best",
                        "--min-gap",
                        "-1"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err())
                .contains("--output is one of the --data files")
                .contains("--min-gap must be >= 0")
                .contains("scorer must be longer, shorter or matches=REGEX");
        assertThat(data).content().isEqualTo("{}\n");
    }

    @Test
    void aNameThatPromisesATableIsRefused() throws IOException {
        Path data = Files.writeString(temp.resolve("scored.jsonl"), SCORED);
        Path table = temp.resolve("pairs.csv");
        Cli cli = new Cli();

        assertThat(cli.run("pairs", "build", "--data", data.toString(), "--output", table.toString()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains(table.toString(), "JSON Lines", ".jsonl");
        assertThat(table).doesNotExist();
    }

    private static final String SCORED = """
            {"source":"s","line":1,"prompt":"p","completions":[{"text":"a","rank":0,"reward":0.5}]}
            {"source":"s","line":2,"prompt":"p","completions":[{"text":"b","rank":0,"reward":1.5}]}
            {"source":"s","line":3,"prompt":"q","completions":[{"text":"c","rank":0,"reward":2.5}]}
            """;

    @Test
    void whatScoreWroteOfSamplesOneARecordIsPutTogetherByPrompt() throws IOException {
        Path data = Files.writeString(temp.resolve("scored.jsonl"), SCORED);
        assertThat(built("--data", data.toString()))
                .startsWith("{\"prompt\":\"p\",\"chosen\":\"b\",\"rejected\":\"a\",\"score_chosen\":1.5")
                .hasLineCount(1);
    }

    @Test
    void whatGenerateWroteTakesItsScoresFromWhatScoreWrote() throws IOException {
        Path scores = Files.writeString(temp.resolve("scored.jsonl"), SCORED);
        Path data = Files.writeString(temp.resolve("generated.jsonl"), """
                {"model":"policy","prompt":"p","completion":"a","tokens":1,"ended":true,"prompt_number":0,"sample":0}
                {"model":"policy","prompt":"p","completion":"b","tokens":1,"ended":false,"prompt_number":0,"sample":1}
                {"model":"policy","prompt":"q","completion":"c","tokens":1,"ended":true,"prompt_number":1,"sample":0}
                """);
        assertThat(built("--data", data.toString(), "--scores-file", scores.toString()))
                .contains("\"chosen\":\"b\",\"rejected\":\"a\"")
                .hasLineCount(1);
    }

    @Test
    void samplesWithTheRewardThatTheyWereChosenByAreJudged() throws IOException {
        Path data = Files.writeString(temp.resolve("chosen.jsonl"), """
                {"model":"policy","prompt":"p","completion":"a","tokens":1,"ended":true,"reward":-0.1}
                {"model":"policy","prompt":"p","completion":"b","tokens":1,"ended":true,"reward":0.2}
                """);
        assertThat(built("--data", data.toString())).contains("\"chosen\":\"b\",\"rejected\":\"a\"");
    }

    private String built(String... arguments) throws IOException {
        Path pairs = temp.resolve("pairs.jsonl");
        List<String> all = new ArrayList<>(List.of("pairs", "build", "--output", pairs.toString()));
        all.addAll(List.of(arguments));
        Cli cli = new Cli();
        assertThat(cli.run(all.toArray(String[]::new))).as(cli.err()).isEqualTo(ExitCode.FINISHED);
        return Files.readString(pairs);
    }
}
