package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.FileHash;
import org.junit.jupiter.api.Test;

/// Which files a project's records are of.
class DataSourcesTest extends DataModelFixture {
    @Test
    void aFileInsideTheProjectIsNotedByItsRelativePathAndHash() throws IOException {
        Path file = SmallProject.pairs(project.preferences().resolve("train.jsonl"));
        add(file);

        assertThat(settings()).singleElement().satisfies(source -> {
            assertThat(source.path()).isEqualTo(Path.of("preferences", "train.jsonl"));
            assertThat(source.role()).isEqualTo(DataSource.Role.TRAIN);
            assertThat(source.sha256()).contains(FileHash.sha256(file));
        });
        assertThat(Project.open(project.folder()).settings().data()).hasSize(1);
        assertThat(model.table().rows()).hasSize(6);
        assertThat(model.sources().getFirst().read().orElseThrow().fields())
                .containsExactly("prompt", "chosen", "rejected");
    }

    @Test
    void aFolderStandsForTheFilesInItAndTestFilesAreHeldOut() throws IOException {
        Path data = Files.createDirectories(folder.resolve("elsewhere"));
        SmallProject.pairs(data.resolve("a.jsonl"));
        SmallProject.pairs(data.resolve("my-test.jsonl"));
        Files.writeString(data.resolve("README.md"), "no data");
        add(data);

        assertThat(settings())
                .extracting(DataSource::role)
                .containsExactly(DataSource.Role.TRAIN, DataSource.Role.HELD_OUT);
        assertThat(settings()).allMatch(source -> source.path().isAbsolute());
        assertThat(model.splitProperty().get().orElseThrow()).isEqualTo(new SplitCounts(6, 3, 6, 3, 3, 0));
    }

    @Test
    void aFolderThatIsDescribedStandsForItsDataSets() throws IOException {
        Path data = Files.createDirectories(folder.resolve("described"));
        SmallProject.pairs(data.resolve("a.jsonl"));
        Files.writeString(data.resolve("b.jsonl"), "{\"q\":\"p\",\"good\":\"a\",\"bad\":\"b\"}\n");
        Files.writeString(data.resolve("dataset_info.json"), """
                {"first": {"file_name": "a.jsonl", "ranking": true,
                           "columns": {"prompt": "prompt", "chosen": "chosen", "rejected": "rejected"}},
                 "second": {"file_name": "b.jsonl", "ranking": true,
                            "columns": {"prompt": "q", "chosen": "good", "rejected": "bad"}},
                 "far": {"hf_hub_url": "someone/far"}}
                """);
        add(data);

        assertThat(settings())
                .extracting(source -> source.path().getFileName().toString())
                .containsExactly("described#first", "described#second");
        assertThat(model.sources().get(1).read().orElseThrow().fields())
                .containsExactly("prompt", "chosen", "rejected");
        assertThat(model.table().rows()).hasSize(7);
    }

    @Test
    void removingASourceCanBeTakenBack() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        DataSource source = settings().getFirst();

        model.sourceActions().remove(source);
        settle();
        assertThat(model.sources()).isEmpty();
        assertThat(model.table().rows()).isEmpty();

        model.undo();
        settle();
        assertThat(settings()).containsExactly(source);
        assertThat(model.table().rows()).hasSize(6);
    }

    @Test
    void aFileThatChangesOnTheDiskIsNoticedAndCanBeAccepted() throws IOException {
        Path file = SmallProject.pairs(folder.resolve("train.jsonl"));
        add(file);
        Files.writeString(file, "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}\n");

        model.readAgain();
        settle();
        assertThat(model.sources().getFirst().changed()).isTrue();
        assertThat(model.table().rows()).hasSize(1);

        model.sourceActions().acceptChange(model.sources().getFirst());
        settle();
        assertThat(model.sources().getFirst().changed()).isFalse();
        assertThat(settings().getFirst().sha256()).contains(FileHash.sha256(file));
    }

    @Test
    void whatIsWrongWithAFileIsSaidAtThatFile() throws IOException {
        Path good = SmallProject.pairs(folder.resolve("train.jsonl"));
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
        Path broken = Files.writeString(
                folder.resolve("broken.jsonl"),
                "{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\"}\n{\"prompt\":\"a\",\"chosen\":\"b\"\n");
        Path unknown = Files.writeString(
                folder.resolve("unknown.jsonl"), "{\"question\":\"a\",\"good\":\"b\",\"bad\":\"c\"}\n");
        add(good, empty, broken, unknown);

        assertThat(line(good).problems()).isEmpty();
        assertThat(line(empty).problems()).singleElement().asString().contains("empty.jsonl", "holds no records");
        assertThat(line(broken).read().orElseThrow().refused())
                .singleElement()
                .asString()
                .startsWith("line 2: invalid JSON");
        assertThat(line(unknown).read().orElseThrow().refused())
                .singleElement()
                .asString()
                .contains("\"chosen\"", "question, good, bad");
        assertThat(model.table().rows()).hasSize(6 + 2 + 1);
    }

    @Test
    void otherFieldsCanBeChosen() throws IOException {
        add(Files.writeString(folder.resolve("unknown.jsonl"), "{\"question\":\"a\",\"good\":\"b\",\"bad\":\"c\"}\n"));

        model.sourceActions()
                .changeReading(
                        settings().getFirst(),
                        ColumnMapping.pair(Optional.of("question"), Optional.of("good"), Optional.of("bad")),
                        Optional.empty());
        settle();

        assertThat(model.table().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.preview().chosen()).isEqualTo("b"));
        assertThat(workbench.project().settings().dataConfig().columns().chosen())
                .contains("good");
    }

    @Test
    void aPatternIsOneSourceThatIsReadAgainWhenAFileOfItChanges() throws IOException {
        Path parts = Files.createDirectories(project.preferences().resolve("parts"));
        SmallProject.pairs(parts.resolve("one.jsonl"));
        SmallProject.pairs(parts.resolve("two.jsonl"));
        model.sourceActions().addPath("preferences/parts/*.jsonl");
        settle();

        assertThat(settings()).singleElement().satisfies(source -> {
            assertThat(source.path()).isEqualTo(Path.of("preferences", "parts", "*.jsonl"));
            assertThat(source.sha256()).isEmpty();
        });
        assertThat(model.table().rows()).hasSize(12);

        Files.writeString(
                parts.resolve("two.jsonl"), "{\"prompt\":\"It was\",\"chosen\":\" a\",\"rejected\":\" b\"}\n");
        model.readAgain();
        settle();
        assertThat(model.table().rows()).hasSize(7);
    }

    @Test
    void aPatternThatMatchesNothingIsSaid() {
        model.sourceActions().addPath("preferences/*.parquet");
        settle();
        assertThat(settings()).isEmpty();
        assertThat(workbench.notices().all())
                .extracting(Notice::text)
                .singleElement()
                .asString()
                .contains("*.parquet");
    }

    @Test
    void aCopyInTheProjectTakesTheFilesPlace() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));

        model.sourceActions().copyIntoProject(model.sources().getFirst());
        settle();

        assertThat(settings().getFirst().path()).isEqualTo(Path.of("preferences", "train.jsonl"));
        assertThat(project.preferences().resolve("train.jsonl")).exists();
        assertThat(model.table().rows()).hasSize(6);
    }

    private SourceLine line(Path file) {
        return model.sources().stream()
                .filter(line -> line.file().equals(file))
                .findFirst()
                .orElseThrow();
    }
}
