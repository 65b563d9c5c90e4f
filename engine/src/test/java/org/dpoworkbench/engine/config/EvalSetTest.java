package org.dpoworkbench.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;

class EvalSetTest {
    @Test
    void filesOfOneNameAreOneSetAndOthersTheMainOne() {
        var written = EvalSet.Written.of(List.of("far=a.jsonl", "b.jsonl", "near-1=c.jsonl", "far=d.jsonl"));
        assertThat(written.main()).containsExactly(Path.of("b.jsonl"));
        assertThat(written.sets())
                .containsExactly(
                        new EvalSet("far", List.of(Path.of("a.jsonl"), Path.of("d.jsonl"))),
                        new EvalSet("near-1", List.of(Path.of("c.jsonl"))));
    }

    @Test
    void aFileInAFolderMayHaveAnEqualsSignInItsName() {
        assertThat(EvalSet.Written.of(List.of("./lr=3.jsonl", "/d/a=b", "runs=/d/a=b")))
                .isEqualTo(new EvalSet.Written(
                        List.of(Path.of("./lr=3.jsonl"), Path.of("/d/a=b")),
                        List.of(new EvalSet("runs", List.of(Path.of("/d/a=b"))))));
    }

    @Test
    void aNameThatWouldNotBeReadBackIsRefused() {
        assertThatThrownBy(() -> new EvalSet("a/b", List.of(Path.of("x"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"a/b\" is none");
        assertThatThrownBy(() -> new EvalSet("a", List.of())).hasMessageContaining("has no file");
    }

    @Test
    void twoSetsCannotHaveOneName() {
        var set = new EvalSet("far", List.of(Path.of("x")));
        assertThatThrownBy(() -> new DataConfig(
                        List.of(Path.of("t")),
                        List.of(),
                        List.of(set, set),
                        ColumnMapping.RECOGNISED,
                        PromptExtraction.AUTO,
                        0,
                        1,
                        OptionalInt.empty(),
                        false,
                        false,
                        OptionalInt.empty(),
                        Optional.empty(),
                        TruncationMode.KEEP_START,
                        OptionalInt.empty(),
                        List.of()))
                .hasMessageContaining("a name of its own");
    }
}
