package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
