package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.device.DeviceReport;
import org.dpoworkbench.engine.device.SelfTestNumbers;
import org.dpoworkbench.engine.device.SelfTestResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A machine with a card that computes and one that is too old.
@ExtendWith(ApplicationExtension.class)
class DevicePlaceTest {
    @TempDir
    static Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    @Start
    void open(Stage stage) {
        FakeRooms rooms = new FakeRooms();
        rooms.devices = new DeviceReport(
                Optional.of("12.4"),
                Optional.empty(),
                List.of(
                        new DeviceReport.CardReport(
                                0, "New", "GPU-a0", "8.9", 76, 24_576, Optional.of(20_480L), Optional.empty()),
                        new DeviceReport.CardReport(
                                1,
                                "Old",
                                "GPU-b0",
                                "7.5",
                                40,
                                8_192,
                                Optional.empty(),
                                Optional.of("Old has compute capability 7.5, and 8.0 or newer is needed"))),
                List.of(new DeviceReport.LibraryReport(
                        "libcuda.so.1", "needed by cuda", List.of("/usr/lib/libcuda.so.1"))),
                List.of("/usr/lib"),
                List.of(new DeviceReport.DeviceState("cuda", true, "can be asked for: New.")),
                "auto: the CPU.",
                "The driver is all that a run on a card needs.");
        Map<String, Double> right = Map.of("loss", 0.7, "grad_norm", 2.0, "logps/chosen", -9.0, "logps/rejected", -8.0);
        rooms.tested = List.of(
                SelfTestResult.of(
                        new SelfTestNumbers("cuda", "cuda: New", 9e4, 700, List.of(right), Optional.empty()),
                        "the CPU",
                        List.of(right),
                        1e-3),
                SelfTestResult.failed("nd4j-cuda", "no such card"));
        TestWindow.open(stage, project, new RecordedRuns(project), rooms.rooms(), background)
                .workbench
                .placeProperty()
                .set(Place.DEVICE);
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void thePageTellsTheCardsAndTestsTheDevices(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#device-test").tryQuery().isPresent());
        String page = text(robot);
        assertThat(page)
                .contains("New, GPU-a0, compute capability 8.9, 76 multiprocessors, 24576 MiB of which 20480 are free")
                .contains("cannot compute: Old has compute capability 7.5")
                .contains(
                        "NVIDIA, for CUDA up to 12.4",
                        "/usr/lib/libcuda.so.1; needed by cuda",
                        "can be asked for: New.");

        robot.clickOn("#device-test");
        until(() -> text(robot).contains("cuda agrees: 1 DPO steps"));
        assertThat(text(robot)).contains("nd4j-cuda failed: no such card");
        assertThat(robot.lookup("#device-tested .problem").queryAll()).hasSize(1);
    }

    private static String text(FxRobot robot) {
        Set<Label> labels = robot.lookup(node -> node instanceof Label).queryAllAs(Label.class);
        Set<TextField> fields = robot.lookup(node -> node instanceof TextField).queryAllAs(TextField.class);
        return Stream.concat(
                        labels.stream().map(Label::getText), fields.stream().map(TextField::getText))
                .collect(Collectors.joining("\n"));
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        WaitForAsyncUtils.waitForFxEvents();
    }
}
