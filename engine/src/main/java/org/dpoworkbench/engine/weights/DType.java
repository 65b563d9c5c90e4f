package org.dpoworkbench.engine.weights;

import java.util.Arrays;
import java.util.Optional;
import org.dpoworkbench.engine.config.SaveDtype;

/// Number types of the safetensors format, by its names.
public enum DType {
    BOOL(1, "bool"),
    U8(1, "uint8"),
    I8(1, "int8"),
    F8_E4M3(1, "float8_e4m3fn"),
    F8_E5M2(1, "float8_e5m2"),
    I16(2, "int16"),
    U16(2, "uint16"),
    F16(2, "float16"),
    BF16(2, "bfloat16"),
    I32(4, "int32"),
    U32(4, "uint32"),
    F32(4, "float32"),
    I64(8, "int64"),
    U64(8, "uint64"),
    F64(8, "float64");

    private final int bytes;
    private final String torchName;

    DType(int bytes, String torchName) {
        this.bytes = bytes;
        this.torchName = torchName;
    }

    /// Bytes of one element.
    public int bytes() {
        return bytes;
    }

    /// The name in `config.json`, PyTorch's.
    public String torchName() {
        return torchName;
    }

    /// The type that a safetensors header calls `name`.
    public static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(d -> d.name().equals(name)).findFirst();
    }

    /// The type of a model file saved so.
    public static DType of(SaveDtype dtype) {
        return switch (dtype) {
            case FLOAT32 -> F32;
            case FLOAT16 -> F16;
            case BFLOAT16 -> BF16;
        };
    }
}
