package org.dpoworkbench.app.window.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.dpoworkbench.app.window.RealWindow;
import org.dpoworkbench.engine.project.Project;
import org.testfx.api.FxToolkit;

/// Measures the window on a project with 500 runs and ten million metric points: opening it, a chart of a million
/// points drawn and moved, 50 runs compared. `-P scale` in the app's `pom.xml` starts it.
public final class WindowAtScale {
    private WindowAtScale() {}

    /// The system property `scale.project` names a folder in which the project is made and kept for the next time;
    /// without it the project is made in a temporary folder and deleted.
    ///
    /// @param arguments how many rounds
    @SuppressWarnings("SystemOut") // its only reader sits before it
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        String kept = System.getProperty("scale.project", "");
        Path folder = kept.isBlank() ? Files.createTempDirectory("window-at-scale") : Path.of(kept);
        if (Files.notExists(folder.resolve("project.yaml"))) {
            long began = System.nanoTime();
            ManyRuns.make(folder);
            System.out.printf("the project is made: %.0f s%n", (System.nanoTime() - began) / 1e9);
        }
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        var numbers = new Numbers();
        for (int i = 0; i < rounds; i++) {
            new RunLogQuestions(Project.open(folder), numbers).ask();
            round(folder, numbers);
            System.out.printf("round %d of %d%n", i + 1, rounds);
        }
        System.out.print(numbers);
        Platform.exit();
        if (kept.isBlank()) {
            delete(folder);
        }
    }

    private static void round(Path folder, Numbers numbers) throws Exception {
        RealWindow window = RealWindow.open(folder.resolve("window.json"));
        try {
            new Opening(window, numbers).measure(folder);
            new LongChart(window, numbers).measure();
            new Comparison(window, numbers).measure();
        } finally {
            window.end();
        }
        Files.deleteIfExists(folder.resolve("workbench.json")); // the next round begins without open eyes
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
