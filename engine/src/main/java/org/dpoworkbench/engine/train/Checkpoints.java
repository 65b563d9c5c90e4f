package org.dpoworkbench.engine.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Checkpoints of a run: trained weights in float32, the optimiser's state, and where the run stood. One is
/// written into a temporary folder, synced, then renamed: it is whole or absent.
final class Checkpoints {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String STATE = "state.json";
    private static final String PARTIAL = ".part";
    private static final Pattern LEFTOVER = Pattern.compile("\\.step-\\d+\\.part");

    /// Where a run stood.
    ///
    /// @param step      optimiser steps done
    /// @param numTokens tokens seen so far
    /// @param changed   whether any step has changed the weights
    record Progress(int step, long numTokens, boolean changed) {}

    private final RunFolder folder;
    private final ModelFolder origin;

    /// @param origin where configuration and tokenizer are copied from
    Checkpoints(RunFolder folder, ModelFolder origin) {
        this.folder = folder;
        this.origin = origin;
    }

    /// Writes a checkpoint; one of the same step that is there already is the same and stays.
    ///
    /// @return its path relative to the run folder
    String write(Progress progress, Decoder decoder, Optimizer optimizer) {
        Path target = folder.checkpoint(progress.step());
        String name = folder.path().relativize(target).toString().replace('\\', '/');
        if (Files.exists(target)) {
            return name;
        }
        Path partial = target.resolveSibling("." + target.getFileName() + PARTIAL);
        try {
            Files.createDirectories(folder.checkpoints());
            deleteLeftovers();
            Files.createDirectory(partial);
            TrainedWeights.write(decoder, origin, partial, DType.F32);
            SafetensorsWriter.write(partial.resolve(OPTIMIZER), Map.of("format", "pt"), optimizer.sources());
            Files.writeString(partial.resolve(STATE), JSON.writeValueAsString(progress), StandardOpenOption.CREATE_NEW);
            sync(partial.resolve(STATE));
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return name;
        } catch (IOException | UserError e) {
            UserError failure = new UserError(
                    "The checkpoint of step " + progress.step() + " cannot be written to " + target
                            + ". Earlier checkpoints are untouched. Is the disk full? --save-total-limit keeps fewer. "
                            + e.getMessage(),
                    e);
            makeRoom(partial, failure);
            throw failure;
        }
    }

    /// What a worker that was killed left half-written or half-deleted.
    private void deleteLeftovers() throws IOException {
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(folder.checkpoints())) {
            leftovers = entries.filter(
                            p -> LEFTOVER.matcher(p.getFileName().toString()).matches())
                    .toList();
        }
        for (Path leftover : leftovers) {
            FileTree.delete(leftover);
        }
    }

    private static void makeRoom(Path partial, UserError failure) {
        try {
            FileTree.delete(partial);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /// Deletes the oldest until `keep` are left. Each loses its name first, so that none is ever half there under it.
    void prune(int keep) {
        List<Path> all = all(folder);
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            try {
                Path unnamed = old.resolveSibling("." + old.getFileName() + PARTIAL);
                FileTree.delete(unnamed);
                Files.move(old, unnamed, StandardCopyOption.ATOMIC_MOVE);
                FileTree.delete(unnamed);
            } catch (IOException e) {
                throw new UserError(old + " cannot be deleted: " + e.getMessage() + ".", e);
            }
        }
    }

    /// The newest checkpoint.
    static Optional<Path> newest(RunFolder folder) {
        List<Path> all = all(folder);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// Puts a checkpoint's weights and optimiser state in place.
    static Progress read(Path checkpoint, Decoder decoder, Optimizer optimizer) {
        TrainedWeights.read(checkpoint, decoder);
        Path file = checkpoint.resolve(OPTIMIZER);
        try (SafetensorsFile state = SafetensorsFile.open(file)) {
            optimizer.read(state);
            return JSON.readValue(Files.readString(checkpoint.resolve(STATE)), Progress.class);
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    checkpoint.resolve(STATE) + " cannot be read: " + e.getMessage()
                            + ". Delete this checkpoint's folder to resume from the one before.",
                    e);
        }
    }

    private static List<Path> all(RunFolder folder) {
        if (!Files.isDirectory(folder.checkpoints())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder.checkpoints())) {
            return entries.filter(p -> p.getFileName().toString().matches("step-\\d+"))
                    .sorted(Comparator.comparingInt(Checkpoints::step))
                    .toList();
        } catch (IOException e) {
            throw new UserError(folder.checkpoints() + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    private static int step(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().substring("step-".length()));
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
