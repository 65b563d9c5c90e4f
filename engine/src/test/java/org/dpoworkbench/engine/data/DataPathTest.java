package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPathTest {
    private static final String PAIR = "{\"prompt\":\"%s\",\"chosen\":\"b\",\"rejected\":\"c\"}%n";

    @TempDir
    Path folder;

    @Test
    void aFolderStandsForItsFilesInOrder() throws IOException {
        write("b.jsonl", "a/c.jsonl", "a.jsonl", ".hidden.jsonl", ".git/x.jsonl", "_tmp/y.jsonl");
        Files.writeString(folder.resolve("README.md"), "words");
        Files.writeString(folder.resolve("dataset_info.json"), "{}");

        assertThat(names(DataPath.files(folder))).containsExactly("a.jsonl", "a/c.jsonl", "b.jsonl");
        PreferenceSource source = read(folder);
        assertThat(source.size()).isEqualTo(3);
        assertThat(source.records().get(1).place().toString()).endsWith("c.jsonl, line 1");
    }

    @Test
    void aPatternStandsForWhatMatches() throws IOException {
        write("one.jsonl", "two.jsonl", "three.jsonl", "other.csv");

        assertThat(names(DataPath.files(folder.resolve("t*.jsonl")))).containsExactly("three.jsonl", "two.jsonl");
        assertThat(names(DataPath.files(folder.resolve("*.jsonl"))))
                .containsExactly("one.jsonl", "three.jsonl", "two.jsonl");
        assertThatThrownBy(() -> DataPath.files(folder.resolve("*.tsv")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("No file matches", "*.tsv");
    }

    @Test
    void splitsAreNamedAndOneIsChosenByName() throws IOException {
        write(
                "data/train-00000-of-00002.jsonl",
                "data/train-00001-of-00002.jsonl",
                "data/test-00000-of-00001.jsonl",
                "data/train_prefs-00000-of-00001-0ab1.jsonl");

        assertThatThrownBy(() -> DataPath.files(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("several splits: test, train, train_prefs", folder + "#train");
        assertThat(names(DataPath.files(Path.of(folder + "#train"))))
                .containsExactly("data/train-00000-of-00002.jsonl", "data/train-00001-of-00002.jsonl");
        assertThat(read(Path.of(folder + "#train_prefs")).size()).isEqualTo(1);
        assertThatThrownBy(() -> DataPath.files(Path.of(folder + "#dev")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("no split \"dev\"", "test, train, train_prefs");
    }

    @Test
    void foldersAndPlainNamesAreSplitsToo() throws IOException {
        write("train/0.jsonl", "test/0.jsonl");
        assertThat(names(DataPath.files(Path.of(folder + "#test")))).containsExactly("test/0.jsonl");
        assertThatThrownBy(() -> DataPath.files(folder)).hasMessageContaining("several splits");
    }

    @Test
    void kindsAreNotMixed() throws IOException {
        write("a.jsonl", "a.csv");

        assertThatThrownBy(() -> DataPath.files(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("several kinds (csv, jsonl)", "*.csv");
    }

    @Test
    void aFolderWithoutDataSaysWhatWouldBeData() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "words");
        assertThatThrownBy(() -> DataPath.files(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("holds no preference files", "parquet");
        Files.writeString(folder.resolve("data-00000-of-00001.arrow"), "x");
        assertThatThrownBy(() -> DataPath.files(folder)).hasMessageContainingAll("Arrow", "to_parquet");
    }

    @Test
    void zstdIsRecognisedByItsBytes() throws IOException {
        byte[] whole = Zstd.compress(PAIR.formatted("a").repeat(100).getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("pairs.jsonl.zst");
        Files.write(file, whole);
        assertThat(read(file).size()).isEqualTo(100);

        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        assertThatThrownBy(() -> read(file)).isInstanceOf(UserError.class).hasMessageContaining("broken as zstd");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, PAIR.formatted(name));
        }
    }

    private List<String> names(List<Path> files) {
        return files.stream()
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    private static PreferenceSource read(Path path) {
        return PreferenceSource.read(path, RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1);
    }
}
