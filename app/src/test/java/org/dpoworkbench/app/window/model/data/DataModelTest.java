package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.app.window.model.data.PairQuery.Column;
import org.dpoworkbench.app.window.model.data.PairQuery.Part;
import org.dpoworkbench.app.window.model.data.PairQuery.Sort;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.worker.RunInputs;
import org.junit.jupiter.api.Test;

/// What is known of a project's records, and how they are looked at.
class DataModelTest extends DataModelFixture {
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
        assertThat(inspection(model.table().rows().getFirst()).prompt().text()).contains("<|im_start|>user");
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
}
