package org.dpoworkbench.engine.compute.cuda;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The kernels' sources, and their PTX for compute capability 8.0, which every driver since CUDA 12.1 compiles for its
/// card; both are resources.
public final class ShippedKernels {
    /// Every source that has kernels.
    public static final List<String> SOURCES = List.of(
            "attention_bfloat16",
            "attention_float32",
            "elements",
            "log_probs",
            "nf4",
            "norms",
            "optimisers",
            "products_bfloat16",
            "products_float32",
            "products_tf32",
            "remembered",
            "rows");
    /// What they include.
    public static final List<String> HEADERS = List.of("attention.cuh", "common.cuh", "tensor_products.cuh");

    private ShippedKernels() {}

    /// A source in CUDA C++.
    public static String source(String name) {
        return new String(read(name + ".cu"), StandardCharsets.UTF_8);
    }

    /// A header in CUDA C++.
    public static String header(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    /// A source's kernels in PTX, with a zero behind, as the driver takes it.
    public static byte[] ptx(String name) {
        byte[] text = read("ptx/" + name + ".ptx");
        return Arrays.copyOf(text, text.length + 1);
    }

    private static byte[] read(String resource) {
        try (InputStream in = ShippedKernels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the kernels are not in the program", e);
        }
    }
}
