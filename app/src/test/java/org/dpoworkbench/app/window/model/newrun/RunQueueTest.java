package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit, no workers: the executors are queues, the rooms are asked only.
class RunQueueTest {
    @TempDir
    private Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final FakeRooms rooms = new FakeRooms();
    private final List<Throwable> failed = new ArrayList<>();
    private final List<RunFolder> made = new ArrayList<>();
    private RecordedRuns runs;
    private RunList list;
    private RunQueue queue;

    @BeforeEach
    void open() {
        runs = new RecordedRuns(folder);
        rooms.end = RunEnd.at(RunState.RUNNING); // nobody follows a run to its end here
        reopen(false);
    }

    private void reopen(boolean readOnly) {
        Project project = new Project(folder, ProjectSettings.named("test"));
        list = new RunList(project, runs, background::add, ui::add);
        queue = new RunQueue(() -> project, rooms, list, background::add, ui::add, failed::add, readOnly);
    }

    @Test
    void oneRunAtATimeAndInTheirOrder() {
        queue.add(List.of(config(0.1), config(0.2), config(0.3)), made::addAll);
        news();
        assertThat(launched()).containsExactly(made.get(0).id());
        assertThat(waiting()).containsExactly(made.get(1).id(), made.get(2).id());

        tell(0, RunState.RUNNING);
        assertThat(launched()).hasSize(1);
        tell(0, RunState.FINISHED);
        assertThat(launched()).containsExactly(made.get(0).id(), made.get(1).id());
    }

    @Test
    void asManyAsThereAreSlots() {
        queue.slotsProperty().set(2);
        queue.add(List.of(config(0.1), config(0.2), config(0.3)), made::addAll);
        news();
        assertThat(launched()).hasSize(2);
        queue.slotsProperty().set(3);
        news();
        assertThat(launched()).hasSize(3);
    }

    @Test
    void eachCardHasItsOwnRunAndTheCpuToo() {
        queue.add(
                List.of(
                        on(Device.CUDA, Optional.of("0")),
                        on(Device.CUDA, Optional.of("0")),
                        on(Device.CUDA, Optional.of("1")),
                        on(Device.AUTO, Optional.empty()),
                        on(Device.CPU, Optional.empty())),
                made::addAll);
        news();
        assertThat(launched())
                .containsExactly(made.get(0).id(), made.get(2).id(), made.get(3).id());
        assertThat(waiting()).containsExactly(made.get(1).id(), made.get(4).id());
    }

    private static RunConfig on(Device device, Optional<String> gpu) {
        RunConfig c = config(0.1);
        return new RunConfig(
                c.objective(),
                c.model(),
                c.lora(),
                c.data(),
                c.loss(),
                c.optimizer(),
                c.batch(),
                c.evaluation(),
                c.checkpoint(),
                c.memory(),
                new DeviceConfig(device, 0, gpu, false, false));
    }

    @Test
    void aRunStartedElsewhereCountsAndIsNeverLaunched() {
        runs.add("20260101-000000-other", config(0.1));
        runs.tell("20260101-000000-other", RunState.RUNNING, RecordedRuns.curves(9, List.of(), Map.of()));
        queue.add(List.of(config(0.2)), made::addAll);
        news();
        assertThat(launched()).isEmpty();
        runs.tell("20260101-000000-other", RunState.STOPPED, RecordedRuns.curves(9, List.of(), Map.of()));
        news();
        assertThat(launched()).containsExactly(made.getFirst().id());
    }

    @Test
    void aQueuedFolderWithoutTheMarkIsNobodysToStart() {
        runs.add("20260101-000000-other", config(0.1));
        runs.tell("20260101-000000-other", RunState.QUEUED, RecordedRuns.curves(0, List.of(), Map.of()));
        news();
        assertThat(queue.waiting()).isEmpty();
        assertThat(launched()).isEmpty();
    }

    @Test
    void theQueueIsFoundAgainWhenTheWindowOpens() {
        queue.close();
        queue.add(List.of(config(0.1), config(0.2)), made::addAll);
        news();
        assertThat(launched()).isEmpty();
        reopen(false);
        news();
        assertThat(launched()).containsExactly(made.get(0).id());
        assertThat(waiting()).containsExactly(made.get(1).id());
    }

    @Test
    void aWindowThatOnlyReadsLaunchesNothing() {
        queue.close();
        queue.add(List.of(config(0.1)), made::addAll);
        news();
        reopen(true);
        news();
        assertThat(waiting()).hasSize(1);
        assertThat(launched()).isEmpty();
    }

    @Test
    void theOrderCanBeChangedAndIsKept() {
        queue.close();
        queue.add(List.of(config(0.1), config(0.2), config(0.3)), made::addAll);
        news();
        queue.move(queue.waiting().get(2), -2);
        news();
        List<String> order =
                List.of(made.get(2).id(), made.get(0).id(), made.get(1).id());
        assertThat(waiting()).isEqualTo(order);
        reopen(true);
        news();
        assertThat(waiting()).isEqualTo(order);
    }

    @Test
    void aCancelledRunKeepsItsFolderAndLosesItsMark() {
        queue.close();
        queue.add(List.of(config(0.1)), made::addAll);
        news();
        queue.cancel(queue.waiting().getFirst());
        news();
        assertThat(made.getFirst().config()).exists();
        assertThat(made.getFirst().path().resolve("queued")).doesNotExist();
        reopen(false);
        news();
        assertThat(launched()).isEmpty();
    }

    @Test
    void aRunCanBeStartedBesideOthers() {
        queue.add(List.of(config(0.1), config(0.2)), made::addAll);
        news();
        queue.startNow(queue.waiting().getFirst());
        news();
        assertThat(launched()).hasSize(2);
        assertThat(made.get(1).path().resolve("queued")).doesNotExist();
    }

    @Test
    void ofSeveralRunsTheFirstStartsAndTheOthersWait() {
        queue.start(List.of(config(0.1), config(0.2)), made::addAll);
        news();
        assertThat(made).hasSize(2);
        assertThat(rooms.asked).contains("start");
        assertThat(Files.exists(made.get(1).config())).isTrue();
    }

    /// Everything that waits on either thread, and a look at the folders, until all is quiet.
    private void news() {
        for (int round = 0; round < 4; round++) {
            list.refresh();
            while (!background.isEmpty() || !ui.isEmpty()) {
                Optional.ofNullable(background.poll()).ifPresent(Runnable::run);
                Optional.ofNullable(ui.poll()).ifPresent(Runnable::run);
                tellNew();
            }
        }
    }

    /// A folder that nobody has told about is queued, as its worker has not begun.
    private void tellNew() {
        new Project(folder, ProjectSettings.named("test"))
                .runFolders().stream()
                        .filter(run -> !runs.isTold(run.id()))
                        .forEach(run ->
                                runs.tell(run.id(), RunState.QUEUED, RecordedRuns.curves(0, List.of(), Map.of())));
    }

    private void tell(int run, RunState state) {
        runs.tell(made.get(run).id(), state, RecordedRuns.curves(9, List.of(), Map.of()));
        news();
    }

    private List<String> launched() {
        return rooms.asked.stream()
                .filter(asked -> asked.startsWith("launch "))
                .map(asked -> asked.substring("launch ".length()))
                .toList();
    }

    private List<String> waiting() {
        return queue.waiting().stream().map(RunItem::id).toList();
    }

    private static RunConfig config(double beta) {
        return RecordedRuns.config(new LossConfig(LossType.SIGMOID, beta, 0, IpoNormalisation.MEAN), Optional.empty());
    }
}
