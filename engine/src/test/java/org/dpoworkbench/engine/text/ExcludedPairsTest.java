package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcludedPairsTest {
    @TempDir
    Path folder;

    private Path file;
    private TextModel model;

    @BeforeEach
    void open() throws IOException {
        model = Goldens.model();
        file = folder.resolve("pairs.jsonl");
        Files.writeString(file, """
                {"prompt":"p","chosen":"a","rejected":"b"}
                {"prompt":"p","chosen":"c","rejected":"d"}
                {"prompt":"p","chosen":"b","rejected":"a"}
                """);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aPairIsLeftOutByItsIdWhicheverWayItsLabelIs() {
        List<TokenizedPair> all =
                PairLoader.load(Configs.of(file).config(), model, Progress.NONE).train();
        String id = all.getFirst().id();

        TokenizedSet<TokenizedPair> left =
                PairLoader.load(Configs.of(file).exclude(id).config(), model, Progress.NONE);

        assertThat(left.train()).extracting(TokenizedPair::line).containsExactly(2L);
        assertThat(left.report().dropped(Drop.EXCLUDED)).isEqualTo(2);
        assertThat(left.report().losses())
                .hasValueSatisfying(words -> assertThat(words).contains("2 are dropped (it is excluded by its id)"));
    }

    @Test
    void excludedPairsDoNotCountTowardsMaxPairs() {
        String id = PairLoader.load(Configs.of(file).config(), model, Progress.NONE)
                .train()
                .getFirst()
                .id();

        assertThat(PairLoader.load(Configs.of(file).exclude(id).maxPairs(1).config(), model, Progress.NONE)
                        .train())
                .extracting(TokenizedPair::line)
                .containsExactly(2L);
    }

    @Test
    void noPairLeftNamesTheExclusionAsTheReason() {
        String[] ids = PairLoader.load(Configs.of(file).config(), model, Progress.NONE).train().stream()
                .map(TokenizedPair::id)
                .toArray(String[]::new);

        assertThatThrownBy(() -> PairLoader.load(Configs.of(file).exclude(ids).config(), model, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("3 × it is excluded by its id");
    }
}
