package org.dpoworkbench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import org.dpoworkbench.app.window.model.settings.SettingsFile;
import org.dpoworkbench.app.window.model.settings.WindowSettings;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Geometry;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Theme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Makes the guide's pictures from the window itself; `docs/guide/make-pictures` calls it.
///
/// The runs get names without a date, and no place that tells of the machine is shown: the same runs give the same
/// pictures on every machine.
@Tag("guide")
class GuidePicturesTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final List<String> OF_A_PROJECT = List.of("project.yaml", "models", "preferences");

    @TempDir
    static Path folder;

    private final Path pictures = Path.of(System.getProperty("guide.pictures", "target/guide"));
    private final List<Path> made = new ArrayList<>();
    private ProgramWindow window;

    @Test
    void everyPlaceIsPhotographed() throws Exception {
        String given = System.getProperty("guide.project");
        assertThat(given)
                .as("-Dguide.project: a project with a DPO and an IPO run, as docs/guide/make-pictures passes it")
                .isNotNull();
        Path before = folder.resolve("before").resolve("controlled-sentiment");
        Path after = folder.resolve("after").resolve("controlled-sentiment");
        copyProject(Path.of(given), before);
        copyProject(Path.of(given), after);
        takeRuns(Path.of(given), after);
        var settings = new SettingsFile(folder.resolve("window.json"));
        settings.write(WindowSettings.DEFAULTS
                .withTheme(Theme.LIGHT)
                .withGeometry(new Geometry(0, 0, WIDTH, HEIGHT, false))
                .opened(after));
        try (var opened = new ProgramWindow(before, settings.path())) {
            window = opened;
            beforeTheFirstRun();
            window.command("open after controlled-sentiment");
            window.waitFor("#run-values");
            runs();
            data();
            newRun();
            pairs();
            samples();
            figures();
            palette();
            dark();
        }
        assertThat(made).hasSize(12).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    private void beforeTheFirstRun() throws Exception {
        go(KeyCode.DIGIT2, "#first-run");
        photograph("first-window");
    }

    private void runs() throws Exception {
        go(KeyCode.DIGIT2, "#runs-place");
        window.waitFor(".chart-card");
        photograph("runs");
    }

    private void data() throws Exception {
        go(KeyCode.DIGIT1, "#data-place");
        window.waitFor("#data-prejudice");
        selectRow("#data-place", 8);
        photograph("data");
        window.click("#data-as-tokens");
        photograph("data-tokens");
        go(KeyCode.DIGIT2, "#runs-place");
    }

    private void newRun() throws Exception {
        window.press(KeyCode.SHORTCUT, KeyCode.N);
        window.waitFor("#new-run-panel");
        photograph("new-run");
        window.click("#method-ipo");
        photograph("new-run-ipo");
        window.press(KeyCode.SHORTCUT, KeyCode.Z);
        window.press(KeyCode.ESCAPE);
    }

    private void pairs() throws Exception {
        go(KeyCode.DIGIT3, "#pairs-place");
        window.waitFor("#pair-table");
        selectRow("#pairs-place", 4);
        photograph("pairs");
    }

    private void samples() throws Exception {
        go(KeyCode.DIGIT4, "#samples-place");
        window.waitFor("#samples");
        photograph("samples");
    }

    private void figures() throws Exception {
        go(KeyCode.DIGIT5, "#figures-place");
        window.waitFor("#figure-kinds");
        window.robot()
                .interact(() -> window.list("#figure-kinds").getSelectionModel().select(1));
        photograph("figures");
    }

    private void palette() throws Exception {
        go(KeyCode.DIGIT2, "#runs-place");
        window.find("charts");
        photograph("palette");
        window.press(KeyCode.ESCAPE);
    }

    private void dark() throws Exception {
        window.command("dark colours");
        window.command("a column for each run");
        photograph("runs-columns-dark");
        go(KeyCode.DIGIT3, "#pairs-place");
        photograph("pairs-dark");
    }

    private void go(KeyCode digit, String node) throws Exception {
        window.press(KeyCode.SHORTCUT, digit);
        window.waitFor(node);
    }

    private void selectRow(String place, int index) throws Exception {
        String row = place + " .table-row-cell";
        window.until(() -> window.robot()
                .lookup(row)
                .match((TableRow<?> r) -> r.getIndex() == index && !r.isEmpty())
                .tryQuery()
                .isPresent());
        window.robot()
                .clickOn(window.robot()
                        .lookup(row)
                        .match((TableRow<?> r) -> r.getIndex() == index)
                        .<TableRow<?>>query());
    }

    private void photograph(String name) throws Exception {
        Path file = pictures.resolve(name + ".png");
        window.photograph(file);
        made.add(file);
    }

    private static void copyProject(Path from, Path to) throws IOException {
        for (String part : OF_A_PROJECT) {
            copy(from.resolve(part), to.resolve(part));
        }
    }

    /// Takes the runs along under names without a date, in the order of their making.
    private static void takeRuns(Path from, Path to) throws IOException {
        List<Path> runs;
        try (Stream<Path> all = Files.list(from.resolve("runs"))) {
            runs = all.filter(Files::isDirectory).sorted().toList();
        }
        var notes = new StringBuilder();
        int looks = 0;
        for (Path run : runs) {
            String name = nameWithoutDate(run);
            copy(run, to.resolve("runs").resolve(name));
            notes.append(notes.isEmpty() ? "" : ",")
                    .append("\"%s\":{\"shown\":true,\"look\":%d}".formatted(name, looks++));
        }
        String baseline = nameWithoutDate(runs.getFirst());
        Files.writeString(
                to.resolve("workbench.json"),
                "{\"version\":1,\"baseline\":\"%s\",\"runs\":{%s}}".formatted(baseline, notes));
    }

    private static String nameWithoutDate(Path run) {
        return run.getFileName().toString().replaceFirst("^\\d{8}-\\d{6}-", "");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }
}
