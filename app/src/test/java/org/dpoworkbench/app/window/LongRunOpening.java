package org.dpoworkbench.app.window;

import static org.dpoworkbench.app.window.RealWindow.doFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.dpoworkbench.app.window.chart.DrawnCharts;
import org.testfx.api.FxToolkit;

/// Measures how soon a window shows a project with a long run: its line in the list, its first picture, all of its
/// loss.
/// `JournalReplay` makes one. The second window finds the run log filled.
public final class LongRunOpening {
    private LongRunOpening() {}

    /// @param arguments the project folder, whose run has a million steps, how many windows one after the other
    @SuppressWarnings("SystemOut") // its only reader sits before it
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            System.out.printf("window %d, run log %s%n", i + 1, Files.exists(folder.resolve("runlog.mv.db")));
            open(folder);
        }
        Platform.exit();
    }

    @SuppressWarnings("SystemOut")
    private static void open(Path folder) throws Exception {
        RealWindow window = RealWindow.open(folder.resolve("window.json"));
        FxWatch watch = FxWatch.begin(20);
        Frames frames = RealWindow.onFx(Frames::begin);
        long began = System.nanoTime();
        doFx(() -> window.session.open(folder));
        until("the project is open", () -> window.has("shell"));
        tell("open", began);
        until("the run is in the list", () -> !window.workbench().runs().runs().isEmpty());
        tell("listed", began);
        doFx(() -> window.workbench().runs().runs().getFirst().shownProperty().set(true));
        until("a chart is drawn", () -> reaches(window) > 0);
        tell("first picture", began);
        until("all of the loss is drawn", () -> reaches(window) >= 1_000_000);
        tell("all of the loss", began);
        System.out.println(RealWindow.onFx(frames::look));
        System.out.println(watch.stalls(50));
        watch.close();
        window.end();
    }

    private static double reaches(RealWindow window) {
        return DrawnCharts.in(window.stage.getScene().getRoot()).stream()
                .mapToDouble(DrawnCharts.Drawn::reaches)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    @SuppressWarnings("SystemOut")
    private static void tell(String what, long began) {
        System.out.printf("%6d ms: %s%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), what);
    }
}
