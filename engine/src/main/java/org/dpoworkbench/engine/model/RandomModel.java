package org.dpoworkbench.engine.model;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model folder of some shape whose weights are random numbers, with another model's tokenizer: to measure with.
public final class RandomModel {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double DEVIATION = 0.02;

    /// What belongs to the weights, not to the tokenizer.
    private static final List<String> OF_WEIGHTS =
            List.of(".safetensors", ".safetensors.index.json", ".bin", ".pt", ".pth", ".gguf", ".h5", ".msgpack");

    private RandomModel() {}

    /// Writes `config.json`, `model.safetensors` and the tokenizer's files.
    ///
    /// Linear maps and embeddings are normal with a deviation of 0.02, all beginning with the same numbers.
    /// Norms are 1, biases 0.
    ///
    /// @param folder exists
    /// @param other  whose tokenizer it gets
    /// @throws UserError where that has more tokens than the shape
    public static void write(Path folder, ModelShape shape, ModelFolder other, long seed) throws IOException {
        ObjectNode config = (ObjectNode) JSON.readTree(shape.config());
        JsonNode theirs = other.config();
        Stream.of("bos_token_id", "eos_token_id", "pad_token_id")
                .filter(theirs::hasNonNull)
                .forEach(name -> config.set(name, theirs.get(name)));
        Path file = folder.resolve("config.json");
        Architecture architecture = Architecture.of(file, config);
        requireRoom(shape, architecture.vocabularySize(), other);
        copyTokenizer(other.path(), folder);
        Files.writeString(file, config.toString());
        writeWeights(folder, architecture, shape.dtype(), seed);
    }

    /// The same without a tokenizer: for token ids.
    public static void write(Path folder, ModelShape shape, long seed) throws IOException {
        Path file = folder.resolve("config.json");
        Files.writeString(file, shape.config());
        writeWeights(folder, Architecture.of(file, JSON.readTree(shape.config())), shape.dtype(), seed);
    }

    private static void writeWeights(Path folder, Architecture architecture, DType dtype, long seed) {
        DecoderDescription description = Families.describe(architecture);
        writeWeights(
                folder.resolve("model.safetensors"), new DecoderAssembly(description, Optional.empty()), dtype, seed);
    }

    private static void requireRoom(ModelShape shape, int vocabulary, ModelFolder other) {
        int tokens = other.architecture().vocabularySize();
        if (tokens > vocabulary) {
            throw new UserError(other.path() + " has a vocabulary of " + tokens + " tokens, and " + shape.text()
                    + " one of " + vocabulary + ". Choose another shape, or a model with a smaller vocabulary.");
        }
    }

    private static void copyTokenizer(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("config.json") && OF_WEIGHTS.stream().noneMatch(name::endsWith)) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
    }

    private static void writeWeights(Path file, DecoderAssembly assembly, DType dtype, long seed) {
        List<ParameterTensor> tensors = assembly.plan().tensors();
        long most = tensors.stream().mapToLong(ParameterTensor::size).max().orElseThrow();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment random = arena.allocate(ValueLayout.JAVA_FLOAT, most);
            long longest = tensors.stream()
                    .filter(t -> t.shape().length == 1)
                    .mapToLong(ParameterTensor::size)
                    .max()
                    .orElse(0);
            MemorySegment ones = arena.allocate(ValueLayout.JAVA_FLOAT, longest);
            MemorySegment zeros = arena.allocate(ValueLayout.JAVA_FLOAT, longest);
            var numbers = new SplittableRandom(seed);
            for (long i = 0; i < most; i++) {
                random.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (DEVIATION * numbers.nextGaussian()));
            }
            for (long i = 0; i < longest; i++) {
                ones.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
            }
            SafetensorsWriter.write(
                    file,
                    Map.of("format", "pt"),
                    tensors.stream()
                            .map(t -> new SafetensorsWriter.Source(
                                    t.name(),
                                    t.shape(),
                                    dtype,
                                    t.shape().length > 1 ? random : t.name().endsWith(".bias") ? zeros : ones,
                                    0))
                            .toList());
        }
    }
}
