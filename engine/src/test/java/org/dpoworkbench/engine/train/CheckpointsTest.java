package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path path;

    private final Backend backend = TinyRun.backend();
    private final ModelFolder model = TinyRun.model();
    private RunFolder folder;
    private Decoder decoder;
    private Optimizer optimizer;

    @BeforeEach
    void aModelThatIsTrained() {
        folder = new RunFolder(path.resolve("run"));
        decoder = new Decoder(backend, model.architecture(), 64);
        WeightLoader.load(model, decoder);
        optimizer = Optimizer.of(TinyRun.ADAMW, backend, decoder.parameters());
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void whatAKilledWorkerLeftHalfWrittenDoesNoHarmAndGoesAway() throws IOException {
        Path half = folder.checkpoints().resolve(".step-000003.part");
        Files.createDirectories(half);
        Files.writeString(half.resolve("state.json"), "{\"st");
        assertThat(Checkpoints.newest(folder)).isEmpty();

        write(model, 2);
        assertThat(Checkpoints.newest(folder)).contains(folder.checkpoint(2));
        assertThat(names()).containsExactly("step-000002");
    }

    @Test
    void onlyTheNewestAreKept() {
        Checkpoints checkpoints = new Checkpoints(folder, model);
        for (int step : List.of(2, 10, 4, 999_999, 1_000_000)) {
            write(model, step);
        }
        checkpoints.prune(3);
        assertThat(names()).containsExactly("step-000010", "step-1000000", "step-999999");
        assertThat(Checkpoints.newest(folder)).contains(folder.checkpoint(1_000_000));
        checkpoints.prune(3);
        assertThat(names()).hasSize(3);
    }

    @Test
    void oneThatCannotBeWrittenSaysSoAndLeavesTheEarlierOnesUntouched() throws IOException {
        write(model, 2);
        Map<String, byte[]> before = contents(folder.checkpoint(2));
        // Its tokenizer is a folder, which cannot be read: the writing fails half-way.
        Path broken = path.resolve("broken");
        TinyRun.trained(broken);
        Files.createDirectory(broken.resolve("tokenizer.json"));

        assertThatThrownBy(() -> write(ModelFolder.open(broken), 4))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("The checkpoint of step 4 cannot be written")
                .hasMessageContaining("Earlier checkpoints are untouched")
                .hasMessageContaining("Is the disk full?")
                .hasMessageContaining("--save-total-limit");
        assertThat(names()).containsExactly("step-000002");
        assertThat(contents(folder.checkpoint(2))).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void aFolderThatCannotBeMadeSaysSo() throws IOException {
        Files.createDirectories(folder.path());
        Files.writeString(folder.checkpoints(), "no folder");
        assertThatThrownBy(() -> write(model, 2))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("The checkpoint of step 2 cannot be written");
    }

    @Test
    void itIsAModelFolderOfItsOwn() {
        write(model, 2);
        ModelFolder saved = ModelFolder.open(folder.checkpoint(2));
        assertThat(saved.architecture()).isEqualTo(model.architecture());
    }

    @Test
    void anotherOptimisersStateIsRefused() {
        write(model, 2);
        OptimizerConfig rmsprop =
                new OptimizerConfig(Optim.RMSPROP, 1e-3, TinyRun.ADAMW.lrSchedulerType(), 0, 0, 1, 0.9, 0.999, 1e-8);
        Optimizer other = Optimizer.of(rmsprop, backend, decoder.parameters());
        assertThatThrownBy(() -> Checkpoints.read(folder.checkpoint(2), decoder, other))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("lacks square_avg.")
                .hasMessageContaining("another optimiser");
    }

    /// What has the right names, and other shapes, is not read into the middle of something else.
    @Test
    void aStateOfOtherShapesIsRefused() throws IOException {
        write(model, 2);
        Path file = folder.checkpoint(2).resolve("optimizer.safetensors");
        Files.delete(file);
        List<SafetensorsWriter.Source> wrong = optimizer.sources().stream()
                .map(s -> new SafetensorsWriter.Source(
                        s.name(), new long[] {1}, s.dtype(), s.floats(), s.first(), Optional.empty()))
                .toList();
        SafetensorsWriter.write(file, Map.of(), wrong);
        assertThatThrownBy(() -> Checkpoints.read(folder.checkpoint(2), decoder, optimizer))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("optimizer.safetensors: exp_avg.")
                .hasMessageContaining("is F32 [1], where F32 [")
                .hasMessageContaining("another optimiser's?");
    }

    @Test
    void aStateThatIsDamagedSaysWhichFolderToDelete() throws IOException {
        write(model, 2);
        Files.writeString(folder.checkpoint(2).resolve("state.json"), "{\"step\":");
        assertThatThrownBy(() -> Checkpoints.read(folder.checkpoint(2), decoder, optimizer))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("state.json cannot be read")
                .hasMessageContaining("Delete this checkpoint's folder");
    }

    private void write(ModelFolder origin, int step) {
        new Checkpoints(folder, origin).write(new Checkpoints.Progress(step, 10L * step, true), decoder, optimizer);
    }

    private List<String> names() {
        try (Stream<Path> entries = Files.list(folder.checkpoints())) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        assertThat(contents)
                .containsKeys("model.safetensors", "optimizer.safetensors", "state.json", "config.json")
                .hasSizeGreaterThanOrEqualTo(4);
        return contents;
    }
}
