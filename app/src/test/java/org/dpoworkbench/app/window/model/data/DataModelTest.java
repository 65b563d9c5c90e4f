package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.data.PairQuery.Column;
import org.dpoworkbench.app.window.model.data.PairQuery.Part;
import org.dpoworkbench.app.window.model.data.PairQuery.Sort;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordLayout;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.FileHash;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.worker.RunInputs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit: the two executors are queues that the test empties.
class DataModelTest {
    @TempDir
    Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final FakeDesk desk = new FakeDesk();
    private Project project;
    private Workbench workbench;
    private DataModel model;

    @BeforeEach
    void open() throws IOException {
        project = SmallProject.in(folder.resolve("project"));
        workbench = new Workbench(
                project,
                new Workbench.Tools(
                        background::add,
                        ui::add,
                        desk,
                        new FakeRooms().rooms(),
                        new RecordedRuns(project.folder()),
                        new Notices(),
                        false));
        model = new DataModel(workbench);
        settle();
    }

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
    void thePromptsThatDifferInPunctuationOnlyAreCountedAsAlike() throws IOException {
        Path data = Files.createDirectories(folder.resolve("elsewhere"));
        SmallProject.pairs(data.resolve("a.jsonl"));
        Files.writeString(
                data.resolve("test.jsonl"), "{\"prompt\":\"it  was…\",\"chosen\":\" a\",\"rejected\":\" b\"}\n");
        add(data);

        SplitCounts split = model.splitProperty().get().orElseThrow();
        assertThat(split.sharedPrompts()).isZero();
        assertThat(split.alikePrompts()).isEqualTo(1);
    }

    @Test
    void whatIsExcludedIsLeftOutOfNewRunsUntilItIsTakenBack() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        PairRow first = model.table().rows().getFirst();

        model.toggleExcluded(List.of(first));
        settle();

        assertThat(model.table().rows().getFirst().isExcluded()).isTrue();
        TokenizedSet<TokenizedPair> used = load(Project.open(project.folder()));
        assertThat(used.train())
                .hasSize(5)
                .noneMatch(pair -> pair.id().equals(first.id().orElseThrow()));
        assertThat(used.report().dropped(Drop.EXCLUDED)).isEqualTo(1);

        model.undo();
        settle();
        assertThat(load(Project.open(project.folder())).train()).hasSize(6);
        assertThat(model.table().rows().getFirst().isExcluded()).isFalse();

        model.redo();
        settle();
        assertThat(workbench.project().settings().exclude())
                .containsExactly(first.id().orElseThrow());
    }

    @Test
    void readForKtoAPairIsADesirableAndAnUndesirableAnswer() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        model.kindProperty().set(Optional.of(RecordKind.UNPAIRED));
        settle();

        assertThat(model.shownKindProperty().get()).isEqualTo(RecordKind.UNPAIRED);
        assertThat(model.table().rows()).hasSize(12);
        PairRow wanted = model.table().rows().getFirst();
        PairRow unwanted = model.table().rows().get(1);
        assertThat(wanted.desirable()).contains(true);
        assertThat(unwanted.desirable()).contains(false);
        assertThat(wanted.preview().completions()).hasSize(1);
        assertThat(model.lengthsProperty().get().orElseThrow())
                .isInstanceOfSatisfying(LengthPicture.ByLabel.class, picture -> {
                    assertThat(picture.statistics().wanted()).isEqualTo(6);
                    assertThat(picture.statistics().unwanted()).isEqualTo(6);
                });
        model.table().ask(query -> query.withSort(Optional.of(new Sort(Column.LABEL, true))));
        settle();
        assertThat(model.table().shownProperty().get().stream()
                        .map(row -> row.desirable().orElseThrow()))
                .startsWith(false, false, false, false, false, false);
    }

    @Test
    void theAnswerOfALabelIsSeenAloneTokenByToken() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        model.kindProperty().set(Optional.of(RecordKind.UNPAIRED));
        settle();
        model.look(Optional.of(model.table().rows().get(1)));
        settle();
        PairView view = model.viewProperty().get().orElseThrow();
        assertThat(view.diff()).isEmpty();
        assertThat(view.texts().orElseThrow().completions()).hasSize(1);
        assertThat(view.inspection().orElseThrow().completions()).hasSize(1);
    }

    @Test
    void readAsRankingsEveryAnswerHasItsGradeAndItsTokens() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        model.kindProperty().set(Optional.of(RecordKind.RANKINGS));
        settle();
        PairRow ranking = model.table().rows().getFirst();
        assertThat(ranking.completions()).isEqualTo(2);
        assertThat(ranking.grades()).extracting(Judgement.Grade::value).containsExactly(1.0, 0.0);
        assertThat(model.lengthsProperty().get().orElseThrow())
                .isInstanceOfSatisfying(
                        LengthPicture.OfPairs.class,
                        picture -> assertThat(picture.ranked()).isTrue());
        model.look(Optional.of(ranking));
        settle();
        assertThat(model.viewProperty()
                        .get()
                        .orElseThrow()
                        .inspection()
                        .orElseThrow()
                        .completions())
                .hasSize(2);
    }

    @Test
    void whatTheFilesAreByNatureIsRecognised() throws IOException {
        Path labelled = folder.resolve("kto.jsonl");
        Files.writeString(labelled, """
                {"prompt":"It was","completion":" good","label":true}
                {"prompt":"It was","completion":" bad, very bad","label":false}
                {"prompt":"We saw","completion":" stars","label":true}
                """);
        add(labelled);
        assertThat(model.shownKindProperty().get()).isEqualTo(RecordKind.UNPAIRED);
        assertThat(model.table().rows())
                .extracting(row -> row.desirable().orElseThrow())
                .containsExactly(true, false, true);
        assertThat(model.sources().getFirst().read().orElseThrow().layout()).contains(RecordLayout.LABELLED);

        model.kindProperty().set(Optional.of(RecordKind.PAIRS));
        settle();
        assertThat(model.sources().getFirst().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("of which no pairs can be made", "kto"));
    }

    @Test
    void aRankedListShowsItsAnswersInTheOrderOfTheirScores() throws IOException {
        Path ranked = folder.resolve("ranked.jsonl");
        Files.writeString(ranked, "{\"prompt\":\"Q\",\"completions\":[\" c\",\" a\",\" b\"],\"scores\":[1.5,4,3]}\n");
        add(ranked);
        assertThat(model.shownKindProperty().get()).isEqualTo(RecordKind.RANKINGS);
        PairRow row = model.table().rows().getFirst();
        assertThat(row.preview().completions()).containsExactly("a", "b", "c");
        assertThat(row.grades()).extracting(Judgement.Grade::value).containsExactly(4.0, 3.0, 1.5);
        model.look(Optional.of(row));
        settle();
        assertThat(model.viewProperty()
                        .get()
                        .orElseThrow()
                        .inspection()
                        .orElseThrow()
                        .completions())
                .hasSize(3);
    }

    @Test
    void recordsThatShareWordsWithABenchmarkAreTagged() throws IOException {
        String item = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
        Path data = folder.resolve("train.jsonl");
        Files.writeString(
                data,
                "{\"prompt\":\"Say " + item + "\",\"chosen\":\" a\",\"rejected\":\" b\"}\n"
                        + "{\"prompt\":\"Say nothing\",\"chosen\":\" a\",\"rejected\":\" b\"}\n");
        add(data);
        Path benchmark = folder.resolve("benchmark.jsonl");
        Files.writeString(benchmark, "{\"question\":\"" + item + "\"}\n");
        model.benchmarkProperty().set(Optional.of(benchmark));
        settle();
        assertThat(model.table().rows())
                .filteredOn(row -> row.problemKinds().contains(ProblemKind.of(Finding.BENCHMARK_OVERLAP)))
                .singleElement()
                .satisfies(row -> assertThat(row.number()).isEqualTo(1));
        assertThat(model.problems()).extracting(ProblemCount::kind).contains(ProblemKind.of(Finding.BENCHMARK_OVERLAP));
    }

    @Test
    void conversationsAreReadWithATemplateThatIsChosen() throws IOException {
        Path chats = folder.resolve("chats.jsonl");
        Files.writeString(
                chats,
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}],"
                        + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"a\"}],"
                        + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"b\"}]}\n");
        add(chats);
        assertThat(model.sources().getFirst().problems())
                .singleElement()
                .asString()
                .contains("no chat template");
        model.templateProperty().set(Optional.of(BuiltInTemplate.CHATML));
        settle();
        assertThat(model.sources().getFirst().problems()).isEmpty();
        model.look(Optional.of(model.table().rows().getFirst()));
        settle();
        assertThat(model.viewProperty()
                        .get()
                        .orElseThrow()
                        .inspection()
                        .orElseThrow()
                        .prompt()
                        .text())
                .contains("<|im_start|>user");
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

    @Test
    void theTableIsSearchedFilteredAndSorted() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));

        model.table().ask(query -> query.withSearch("FILM"));
        settle();
        assertThat(numbers()).containsExactly(3L);

        model.table().ask(_ -> PairQuery.ALL.withSort(Optional.of(new Sort(Column.GAP, false))));
        settle();
        assertThat(numbers()).startsWith(1L).hasSize(6);
        assertThat(model.table().shownProperty().get()).isSortedAccordingTo((a, b) -> b.gap() - a.gap());

        model.table().ask(_ -> PairQuery.ALL.withProblem(Optional.of(ProblemKind.of(Finding.CONFLICTING_LABEL))));
        settle();
        assertThat(numbers()).containsExactly(6L);

        model.table().ask(_ -> PairQuery.ALL.withPart(Part.HELD_OUT));
        settle();
        assertThat(numbers()).isEmpty();
    }

    @Test
    void aSplitHoldsWholePromptsOutAndIsWritten() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));

        model.splitBy(2, 7);
        settle();

        SplitCounts split = model.splitProperty().get().orElseThrow();
        assertThat(split.heldOutPairs()).isEqualTo(2);
        assertThat(split.heldOutPrompts()).isEqualTo(1);
        assertThat(split.sharedPrompts()).isZero();
        assertThat(Project.open(project.folder()).settings().dataConfig().heldOut())
                .isEqualTo(2);
    }

    @Test
    void anImpossibleSplitIsSaidAndThePairsStayInView() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));

        model.splitBy(60, 7);
        settle();

        assertThat(model.problemProperty().get().orElseThrow()).contains("held_out asks for 60");
        assertThat(model.table().rows()).hasSize(6);
    }

    @Test
    void anotherFileWhileTheFirstIsReadStartsTheReadingAnew() throws IOException {
        Path one = SmallProject.pairs(folder.resolve("one.jsonl"));
        Path two = SmallProject.pairs(folder.resolve("two.jsonl"));
        model.sourceActions().add(List.of(one));
        background.remove().run();
        while (!ui.isEmpty()) {
            ui.remove().run();
        }
        assertThat(model.readingProperty().get()).isPresent();
        model.sourceActions().add(List.of(two));
        settle();

        assertThat(model.readingProperty().get()).isEmpty();
        assertThat(model.table().rows()).hasSize(12);
        assertThat(workbench.notices().all()).extracting(Notice::text).isEmpty();
    }

    @Test
    void readingCanBeStoppedAndBegunAgain() throws IOException {
        desk.choose(SmallProject.pairs(folder.resolve("one.jsonl")));
        model.sourceActions().addFiles();
        background.remove().run();
        while (!ui.isEmpty()) {
            ui.remove().run();
        }
        model.cancelReading();
        settle();
        assertThat(model.table().rows()).isEmpty();
        assertThat(model.problemProperty().get().orElseThrow()).contains("stopped");
        assertThat(workbench.jobs().running()).isEmpty();

        model.readAgain();
        settle();
        assertThat(model.table().rows()).hasSize(6);
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void thePairThatIsLookedAtShowsItsTokensAndItsDifferences() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));

        model.look(Optional.of(model.table().rows().get(2)));
        settle();

        PairView view = model.viewProperty().get().orElseThrow();
        assertThat(view.diff().orElseThrow().chosen())
                .filteredOn(WordDiff.Piece::different)
                .extracting(WordDiff.Piece::text)
                .containsExactly("good");
        assertThat(view.inspection().orElseThrow().chosen().tokens())
                .hasSize(view.row().chosenLength());
    }

    private void add(Path... files) {
        desk.choose(files);
        model.sourceActions().addFiles();
        settle();
    }

    private List<DataSource> settings() {
        return workbench.project().settings().data();
    }

    private SourceLine line(Path file) {
        return model.sources().stream()
                .filter(line -> line.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private List<Long> numbers() {
        PairList shown = model.table().shownProperty().get();
        return IntStream.range(0, shown.size())
                .mapToObj(i -> shown.get(i).number())
                .toList();
    }

    private static TokenizedSet<TokenizedPair> load(Project project) {
        DataConfig config = project.settings().dataConfig();
        ModelFolder folder = ModelFolder.open(project.settings().models().getFirst());
        try (TextModel text = TextModel.open(folder.path(), RunInputs.limits(folder.architecture()))) {
            return PairLoader.load(config, text, Progress.NONE);
        }
    }

    private void settle() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            while (!background.isEmpty()) {
                background.remove().run();
            }
            while (!ui.isEmpty()) {
                ui.remove().run();
            }
        }
    }
}
