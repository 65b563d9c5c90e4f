package org.dpoworkbench.app.window.model.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.figure.FigureOptions.LegendPlace;
import org.dpoworkbench.app.figure.PairTable;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit: the two executors are queues that the test empties.
class FiguresModelTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    private static final String A = "20261121-100000-dpo";
    private static final String B = "20261121-110000-dpo";

    @TempDir
    Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final FakeDesk desk = new FakeDesk();
    private RecordedRuns runs;
    private Workbench workbench;
    private FiguresModel model;

    @BeforeEach
    void open() {
        runs = new RecordedRuns(folder);
        for (String id : List.of(A, B)) {
            runs.add(id, DPO);
            runs.tell(id, RunState.RUNNING, RecordedRuns.curves(60, List.of(0.69, 0.6, 0.5), Map.of(3, 0.7)));
        }
        workbench = workbench(false);
        model = new FiguresModel(workbench, new PairTable());
        workbench.runs().refresh();
        drain();
        workbench.runs().runs().forEach(run -> run.shownProperty().set(true));
        workbench.runs().follow();
        drain();
    }

    @Test
    void theFigureIsOfTheShownRuns() {
        assertThat(caption()).contains(A, B);
        assertThat(model.kinds()).contains(FigureKind.LOSS, FigureKind.ACCURACY).doesNotContain(FigureKind.PAIR_CLOUD);
        assertThat(model.recordedMetrics()).containsExactly("loss", "rewards/accuracies");

        workbench.runs().runs().getFirst().shownProperty().set(false);
        drain();
        assertThat(caption()).contains(A).doesNotContain(B);
    }

    @Test
    void aWidthOutOfRangeIsToldAtItsFieldAndTheFigureStays() {
        model.options().width().textProperty().set("20");
        drain();
        assertThat(model.options().width().problemProperty().get())
                .isEqualTo("Width must be in [40, 1000] mm, is 20.0.");
        assertThat(model.options().panelHeight().problemProperty().get()).isEmpty();
        assertThat(preview().export().widthMm()).isEqualTo(170);

        model.options().width().textProperty().set("eighty");
        assertThat(model.options().width().problemProperty().get()).isEqualTo("This is no number.");

        model.options().width().textProperty().set("85");
        drain();
        assertThat(model.options().width().problemProperty().get()).isEmpty();
        assertThat(preview().export().widthMm()).isEqualTo(85);
    }

    @Test
    void theEndsOfTheRangeAreHeldAgainstEachOther() {
        model.options().fromStep().textProperty().set("2");
        model.options().toStep().textProperty().set("1");
        assertThat(model.options().rangeProblemProperty().get()).isEqualTo("The last step must be after the first.");

        model.options().toStep().textProperty().set("");
        assertThat(model.options().rangeProblemProperty().get()).isEmpty();
        assertThat(model.options().optionsProperty().get().fromStep()).isEqualTo(OptionalInt.of(2));
    }

    @Test
    void whatGrowsIsDrawnOnlyWhenAsked() {
        model.options().titleProperty().set(true);
        runs.tell(A, RunState.RUNNING, RecordedRuns.curves(60, List.of(0.69, 0.6, 0.5, 0.4), Map.of()));
        workbench.runs().follow();
        drain();
        assertThat(model.staleProperty().get()).isTrue();
        Preview before = preview();

        model.again();
        drain();
        assertThat(model.staleProperty().get()).isFalse();
        assertThat(preview()).isNotSameAs(before);
        assertThat(preview().export().options().title()).isTrue();
    }

    @Test
    void aRunThatStandsStillIsFollowedWhileItIsRead() {
        runs.tell(A, RunState.FINISHED, RecordedRuns.curves(60, List.of(0.69), Map.of()));
        workbench.runs().refresh();
        drain();
        model.again();
        runs.tell(A, RunState.FINISHED, RecordedRuns.curves(60, List.of(0.69, 0.6, 0.5, 0.4), Map.of()));
        workbench.runs().follow();
        drain();

        assertThat(model.staleProperty().get()).isFalse();
        assertThat(preview().export().figure().runs().getFirst().curves().lastStep())
                .isEqualTo(4);
    }

    @Test
    void runsHaveTheUsersNamesInTheUsersOrder() {
        model.runs().lines().getLast().labelProperty().set("ours");
        model.runs().move(model.runs().lines().getLast(), -1);
        drain();
        assertThat(preview().export().figure().runs())
                .extracting(run -> run.label())
                .containsExactly("ours", "DPO β 0.1");

        FiguresModel again = new FiguresModel(workbench(false), new PairTable());
        drain();
        assertThat(again.runs().labels()).containsEntry(B, "ours");
        assertThat(again.runs().order()).containsExactly(B, A);
    }

    @Test
    void aPresetBringsFigureAndOptionsBack() {
        model.kindProperty().set(FigureKind.ACCURACY);
        model.options().width().textProperty().set("85");
        model.options().legendProperty().set(LegendPlace.RIGHT);
        model.savePreset("column");
        model.kindProperty().set(FigureKind.LOSS);
        model.options().width().textProperty().set("170");
        drain();

        model.apply(model.presets().getFirst());
        drain();
        assertThat(model.kindProperty().get()).isEqualTo(FigureKind.ACCURACY);
        assertThat(model.options().width().textProperty().get()).isEqualTo("85");
        assertThat(model.options().legendProperty().get()).isEqualTo(LegendPlace.RIGHT);
    }

    @Test
    void undoTakesBackOptionsAndPresets() {
        model.options().greyProperty().set(true);
        model.savePreset("grey");
        assertThat(model.presets()).hasSize(1);

        model.undo();
        assertThat(model.presets()).isEmpty();
        model.undo();
        assertThat(model.options().greyProperty().get()).isFalse();
        assertThat(model.canUndoProperty().get()).isFalse();
    }

    @Test
    void theProjectRemembersAndOpeningItChangesNothing() throws IOException {
        Path file = folder.resolve("figures.json");
        assertThat(file).doesNotExist();

        model.options().fontSize().textProperty().set("6.5");
        drain();
        assertThat(Files.readString(file)).contains("\"version\" : 1", "6.5");
    }

    @Test
    void aDamagedFileIsToldAndLeftAlone() throws IOException {
        Path file = folder.resolve("figures.json");
        Files.writeString(file, "{\"version\":");
        Workbench other = workbench(false);
        FiguresModel damaged = new FiguresModel(other, new PairTable());
        drain();
        assertThat(other.notices().all().getFirst().text()).contains("figures.json is damaged");

        damaged.options().greyProperty().set(true);
        drain();
        assertThat(Files.readString(file)).isEqualTo("{\"version\":");
    }

    @Test
    void nothingIsWrittenWhereTheProjectIsOpenElsewhere() {
        FiguresModel reading = new FiguresModel(workbench(true), new PairTable());
        drain();
        reading.options().greyProperty().set(true);
        drain();
        assertThat(folder.resolve("figures.json")).doesNotExist();
    }

    @Test
    void aMetricIsShownInItsFigureOrAlone() {
        workbench.openFigure("eval_rewards/accuracies");
        drain();
        assertThat(workbench.placeProperty().get()).isEqualTo(Place.FIGURES);
        assertThat(model.kindProperty().get()).isEqualTo(FigureKind.ACCURACY);
        assertThat(workbench.figureRequestProperty().get()).isEmpty();

        workbench.openFigure("weights/mean");
        assertThat(model.kindProperty().get()).isEqualTo(FigureKind.METRICS);
        assertThat(model.metrics()).containsExactly("weights/mean");
    }

    @Test
    void aFigureIsSavedWhereTheUserSays() throws IOException {
        desk.choose(folder.resolve("mine"));
        model.save(FigureFormat.PDF);
        drain();
        assertThat(desk.asked).containsExactly("loss.pdf");
        assertThat(Files.readAllBytes(folder.resolve("mine.pdf")))
                .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(model.saidProperty().get()).contains("mine.pdf");
    }

    @Test
    void aFileUnderTheNameWithItsEndingIsNotReplacedUnasked() throws IOException {
        Files.writeString(folder.resolve("mine.svg"), "kept");
        desk.choose(folder.resolve("mine"));
        desk.confirms = false;
        model.save(FigureFormat.SVG);
        drain();
        assertThat(folder.resolve("mine.svg")).hasContent("kept");
    }

    @Test
    void allFiguresGoIntoOneFolderWithTheirCaptions() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        desk.choose(out);
        model.saveAll(EnumSet.of(FigureFormat.CSV, FigureFormat.PNG));
        drain();
        assertThat(out.resolve("loss.csv")).isNotEmptyFile();
        assertThat(out.resolve("accuracy.png")).isNotEmptyFile();
        assertThat(out.resolve("accuracy.txt")).content().startsWith("Accuracy.");
    }

    @Test
    void whatCannotBeWrittenIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        desk.choose(file.resolve("loss.png"));
        model.save(FigureFormat.PNG);
        drain();
        assertThat(workbench.notices().all().getFirst().text()).contains("loss.png cannot be written");
    }

    @Test
    void pictureDrawingAndCaptionAreCopied() {
        model.copyPicture();
        drain();
        assertThat(desk.pictures.getLast()).startsWith(0x89, 'P', 'N', 'G');
        model.copySvg();
        drain();
        assertThat(desk.text()).contains("<svg");
        model.copyCaption();
        assertThat(desk.text()).startsWith("Loss.").contains(A);
    }

    @Test
    void theReportIsWrittenAndItsFolderOpened() throws IOException {
        for (String id : List.of(A, B)) {
            Files.writeString(folder.resolve("runs").resolve(id).resolve("journal.jsonl"), "");
        }
        desk.choose(folder.resolve("report"));
        model.report();
        drain();
        assertThat(desk.shown).containsExactly(folder.resolve("report").toString());
    }

    private Workbench workbench(boolean readOnly) {
        return new Workbench(
                new Project(folder, ProjectSettings.named("test")),
                new Workbench.Tools(
                        background::add, ui::add, desk, new FakeRooms().rooms(), runs, new Notices(), readOnly));
    }

    private Preview preview() {
        return model.previewProperty().get().orElseThrow();
    }

    private String caption() {
        return preview().caption();
    }

    private void drain() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            Runnable next = ui.isEmpty() ? background.remove() : ui.remove();
            next.run();
        }
    }
}
