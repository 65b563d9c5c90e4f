package org.dpoworkbench.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.dpoworkbench.app.window.WindowApplication;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The window as the program itself opens it, used by keys and by the names of its nodes, and photographed.
final class ProgramWindow implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    /// The same picture this often in a row: nothing is being drawn any more.
    private static final int STILL = 12;

    private final FxRobot robot = new FxRobot();
    private final ExecutorService program = Executors.newSingleThreadExecutor();
    private final Future<?> running;

    /// Opens it on a project; one window a process, as JavaFX has it.
    ///
    /// @param settings what the window remembers; read before it opens
    ProgramWindow(Path project, Path settings) throws TimeoutException {
        System.setProperty("dpo.settings", settings.toString());
        running = program.submit(() -> WindowApplication.show(_ -> project, Connections.rooms()));
        until(() -> !Window.getWindows().isEmpty());
        robot.targetWindow(stage());
        waitFor("#shell");
    }

    /// Waits until a node is in view.
    void waitFor(String query) throws TimeoutException {
        until(() -> robot.lookup(query).match(Node::isVisible).tryQuery().isPresent());
    }

    void until(BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Runs the first command that the palette finds.
    void command(String words) throws TimeoutException {
        find(words);
        press(KeyCode.ENTER);
    }

    /// Types into the palette.
    void find(String words) throws TimeoutException {
        press(KeyCode.SHORTCUT, KeyCode.K);
        waitFor("#palette");
        robot.write(words, 0);
        WaitForAsyncUtils.waitForFxEvents();
    }

    FxRobot robot() {
        return robot;
    }

    Node node(String query) {
        return robot.lookup(query).match(Node::isVisible).query();
    }

    ListView<?> list(String query) {
        return (ListView<?>) node(query);
    }

    void click(String query) throws TimeoutException {
        waitFor(query);
        robot.clickOn(node(query));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Writes a picture of the window as soon as nothing in it moves.
    void photograph(Path file) throws IOException, TimeoutException {
        robot.interact(() -> node("#shell").requestFocus());
        int[][] last = {new int[0]};
        int[] same = {0};
        until(() -> {
            int[] now = pixels();
            same[0] = Arrays.equals(now, last[0]) ? same[0] + 1 : 0;
            last[0] = now;
            return same[0] >= STILL;
        });
        var scene = stage().getScene();
        var image = new BufferedImage((int) scene.getWidth(), (int) scene.getHeight(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, image.getWidth(), image.getHeight(), last[0], 0, image.getWidth());
        Files.createDirectories(file.toAbsolutePath().getParent());
        writeSmall(image, file);
    }

    private static void writeSmall(BufferedImage image, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam tight = writer.getDefaultWriteParam();
        tight.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        tight.setCompressionQuality(0);
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), tight);
        } finally {
            writer.dispose();
        }
    }

    private static int[] pixels() {
        return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), () -> {
            WritableImage image = stage().getScene().snapshot(null);
            int w = (int) image.getWidth();
            int h = (int) image.getHeight();
            int[] pixels = new int[w * h];
            image.getPixelReader().getPixels(0, 0, w, h, PixelFormat.getIntArgbInstance(), pixels, 0, w);
            return pixels;
        });
    }

    private static Stage stage() {
        return (Stage) Window.getWindows().stream()
                .filter(Stage.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws Exception {
        Platform.runLater(() -> stage().close());
        running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        program.shutdown();
    }
}
