package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    @Test
    void tensorsAndMetadataAreFound() {
        Path path = SafetensorsBytes.write(folder.resolve("a.safetensors"), """
                {"__metadata__":{"format":"pt"},"b":{"dtype":"U8","shape":[2,1],"data_offsets":[0,2]},\
                "scalar":{"dtype":"I8","shape":[],"data_offsets":[2,3]}}\s\s""", (byte) 1, (byte) 2, (byte) 3);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.metadata()).containsEntry("format", "pt");
            assertThat(file.tensors()).extracting(TensorInfo::name).containsExactly("b", "scalar");
            assertThat(file.find("b").orElseThrow().shape()).containsExactly(2, 1);
            assertThat(file.find("scalar").orElseThrow().elements()).isEqualTo(1);
            assertThat(file.find("c")).isEmpty();
        }
    }

    @Test
    void emptyTensorsAreFine() {
        Path path = SafetensorsBytes.write(
                folder.resolve("a.safetensors"), "{\"e\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[0,0]}}");
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.readFloats(file.find("e").orElseThrow())).isEmpty();
        }
    }

    @Test
    void everyFloatingPointTypeBecomesFloat32() {
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(-1.5f).putShort((short) 0x3e00).putShort((short) 0x3fc0).putDouble(0.1);
        Path path = SafetensorsBytes.write(folder.resolve("a.safetensors"), """
                {"f32":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},\
                "f16":{"dtype":"F16","shape":[1],"data_offsets":[4,6]},\
                "bf16":{"dtype":"BF16","shape":[1],"data_offsets":[6,8]},\
                "f64":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}""", data.array());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(floats(file, "f32")).containsExactly(-1.5f);
            assertThat(floats(file, "f16")).containsExactly(1.5f); // 0 01111 1000000000, IEEE 754 binary16
            assertThat(floats(file, "bf16")).containsExactly(1.5f); // upper half of 0x3fc00000
            assertThat(floats(file, "f64")).containsExactly(0.1f);
            assertThat(file.readDoubles(file.find("f64").orElseThrow())).containsExactly(0.1);
        }
    }

    @Test
    void wholeNumbersAreRead() {
        ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(1L << 40).putInt(-7);
        Path path = SafetensorsBytes.write(folder.resolve("a.safetensors"), """
                {"long":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},\
                "int":{"dtype":"I32","shape":[1],"data_offsets":[8,12]}}""", data.array());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.readIntegers(file.find("long").orElseThrow())).containsExactly(1L << 40);
            assertThat(file.readIntegers(file.find("int").orElseThrow())).containsExactly(-7);
            assertThatThrownBy(() -> floats(file, "int"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("a.safetensors", "\"int\"", "I32");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[1] | no sound safetensors",
                "{\"a\":1 | JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":1} | JSON",
                "{\"a\":3} | \"a\" is not an object",
                "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}} | no dtype",
                "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}} | \"F31\"",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}} | no shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | -1 in its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | 1.5 in its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}} | beyond any file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}} | no begin and end",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | no begin and end",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | 8 bytes by its shape and 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 4 bytes behind the file's end",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[1,4]}} | no tensor owns",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}} | 1 bytes behind the last tensor",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}} | \"b\" overlaps",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[9223372036854775807,9223372036854775807]}}"
                        + " | beyond any file",
                "{\"__metadata__\":{\"x\":1}} | metadata \"x\" is not a text",
            })
    void unsoundHeadersAreRefusedWithTheReason(String header, String reason) {
        Path path = SafetensorsBytes.write(folder.resolve("bad.safetensors"), header, new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("bad.safetensors", reason);
    }

    @ParameterizedTest
    @CsvSource({"1152921504606846975", "-1", "-9223372036854775808", "100000001", "3", "1", "0"})
    void aHeaderLengthThatCannotBeIsRefusedBeforeAnythingIsAllocated(long length) {
        Path path = SafetensorsBytes.write(folder.resolve("bomb.safetensors"), length, new byte[] {'{', '}'});
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("bomb.safetensors", "header claims");
    }

    @Test
    void aFileOfLessThanEightBytesIsRefused() throws Exception {
        Path path = Files.write(folder.resolve("short.safetensors"), new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it has 0 bytes");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none.safetensors")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none.safetensors does not exist");
    }

    private static float[] floats(SafetensorsFile file, String name) {
        return file.readFloats(file.find(name).orElseThrow());
    }
}
