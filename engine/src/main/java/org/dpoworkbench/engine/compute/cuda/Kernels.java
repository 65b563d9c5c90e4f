package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// The card's kernels, by the source that they are written in. One set of arguments serves them all: a kernel is queued
/// before the next one's are set.
final class Kernels {
    /// The kernels of one source.
    interface Source {
        Kernel kernel(String name);
    }

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
        long module = driver.module(images.apply(source));
        return name -> new Kernel(driver, arguments, driver.function(module, name));
    }

    CudaDriver driver() {
        return driver;
    }
}
