package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The card's kernels, by the source that they are written in. One set of arguments serves them all: a kernel is queued
/// before the next one's are set.
final class Kernels {
    /// The kernels of one source.
    interface Source {
        Kernel kernel(String name);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    /// `CUDA_ERROR_NO_BINARY_FOR_GPU`, `CUDA_ERROR_INVALID_PTX`, `CUDA_ERROR_UNSUPPORTED_PTX_VERSION`.
    private static final Set<Integer> NOT_FOR_THIS_CARD = Set.of(209, 218, 222);

    private final CudaDriver driver;
    private final Arguments arguments;
    private final Function<String, byte[]> images;
    private final Map<String, Source> loaded = new HashMap<>();

    /// @param images machine code or PTX of a source, by its name
    Kernels(CudaDriver driver, Arena arena, Function<String, byte[]> images) {
        this.driver = driver;
        this.images = images;
        arguments = new Arguments(arena);
    }

    /// The kernels of a source, loaded the first time.
    Source of(String source) {
        return loaded.computeIfAbsent(source, this::load);
    }

    private Source load(String source) {
        long module = module(source);
        return name -> new Kernel(driver, arguments, driver.function(module, name));
    }

    /// What NVRTC made may be for another card or a newer driver than these; the PTX that ships is for all.
    private long module(String source) {
        byte[] image = images.apply(source);
        try {
            return driver.module(image);
        } catch (CudaException e) {
            byte[] shipped = ShippedKernels.ptx(source);
            if (!NOT_FOR_THIS_CARD.contains(e.code()) || Arrays.equals(image, shipped)) {
                throw e;
            }
            LOG.warn(
                    "The driver compiles the kernels of {}, as it does not take what NVRTC made: {}",
                    source,
                    e.getMessage());
            return driver.module(shipped);
        }
    }

    CudaDriver driver() {
        return driver;
    }
}
