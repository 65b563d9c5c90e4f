package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Whatever is in a file that came from elsewhere, it is read or refused with a message; nothing else happens.
class HostileInputTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Path file;
    private byte[] sound;

    @BeforeProperty
    void writeASoundFile() throws IOException {
        file = Files.createTempFile("hostile", ".safetensors");
        SafetensorsWriter.write(
                file, Map.of("format", "pt"), List.of(ModelFolders.zeros("a", 2, 3), ModelFolders.zeros("b", 1)));
        sound = Files.readAllBytes(file);
    }

    @AfterProperty
    void delete() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 2000)
    void damagedBytesAreReadInsideTheFileOrRefused(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 199) Integer> places, @ForAll byte with)
            throws IOException {
        byte[] damaged = sound.clone();
        places.forEach(place -> damaged[place % damaged.length] = with);
        readOrRefused(damaged);
    }

    @Property(tries = 200)
    void aFileCutShortIsRefused(@ForAll @IntRange(max = 10_000) int length) throws IOException {
        byte[] cut = Arrays.copyOf(sound, length % sound.length);
        assertThat(readOrRefused(cut)).isFalse();
    }

    @Property(tries = 500)
    void randomTextIsRefused(@ForAll @Size(max = 40) List<@ByteRange(min = 32, max = 126) Byte> text)
            throws IOException {
        byte[] header = new byte[text.size()];
        for (int i = 0; i < header.length; i++) {
            header[i] = text.get(i);
        }
        SafetensorsBytes.write(file, header.length, header);
        readOrRefused(Files.readAllBytes(file));
    }

    @Property(tries = 2000)
    void aConfigurationWithAnyValueInAnyFieldIsReadOrRefused(
            @ForAll("configs") String config, @ForAll("fields") String field, @ForAll("values") String value) {
        ObjectNode node = (ObjectNode) JSON.readTree(config);
        node.set(field, JSON.readTree(value));
        try {
            Architecture architecture = Architecture.of(Path.of("config.json"), node);
            assertThat(architecture.vocabularySize()).isPositive();
            assertThat(architecture.context()).isPositive();
        } catch (UserError e) {
            assertThat(e.problems()).isNotEmpty().allMatch(p -> p.startsWith("config.json"));
        }
    }

    @Example
    void theSoundFileIsRead() throws IOException {
        assertThat(readOrRefused(sound)).isTrue();
    }

    private boolean readOrRefused(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            List<Integer> sizes = new ArrayList<>();
            for (TensorInfo tensor : opened.tensors()) {
                assertThat(tensor.offset() + tensor.bytes()).isLessThanOrEqualTo(bytes.length);
                if (FloatConversion.knows(tensor.dtype())) {
                    sizes.add(opened.readFloats(tensor).length);
                }
            }
            assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(bytes.length);
            return true;
        } catch (UserError e) {
            assertThat(e).hasMessageContaining(file.toString());
            return false;
        }
    }

    @Provide
    Arbitrary<String> configs() {
        return Arbitraries.of(ModelFolders.GPT2, ModelFolders.LLAMA);
    }

    @Provide
    Arbitrary<String> fields() {
        List<String> names = new ArrayList<>(JSON.readTree(ModelFolders.GPT2).propertyNames());
        names.addAll(JSON.readTree(ModelFolders.LLAMA).propertyNames());
        names.addAll(List.of(
                "activation_function",
                "hidden_act",
                "head_dim",
                "num_key_value_heads",
                "layer_norm_epsilon",
                "rms_norm_eps",
                "rope_theta",
                "rope_scaling",
                "rope_parameters",
                "tie_word_embeddings",
                "max_position_embeddings",
                "quantization_config"));
        return Arbitraries.of(names);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "null",
                "true",
                "0",
                "1",
                "-1",
                "7",
                "2147483647",
                "2147483648",
                "99999999999999999999999999",
                "1e400",
                "0.5",
                "\"\"",
                "\"silu\"",
                "\"llama\"",
                "[]",
                "[1]",
                "{}",
                "{\"rope_type\": 3}",
                "{\"rope_type\": {}, \"rope_theta\": \"x\"}",
                "{\"type\": []}");
    }
}
