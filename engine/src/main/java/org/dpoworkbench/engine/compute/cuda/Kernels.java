package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.CompilationException;
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
    private final KernelImages images;
    private final Map<String, Source> loaded = new HashMap<>();
    private final Set<String> replaced = new TreeSet<>();

    Kernels(CudaDriver driver, Arena arena, KernelImages images) {
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

    /// What a compiler made may be for another card or a newer driver than these, or it may refuse the source; the PTX
    /// that ships is for all.
    private long module(String source) {
        try {
            return driver.module(images.of().apply(source));
        } catch (CompilationException e) {
            return shipped(source, e);
        } catch (CudaException e) {
            if (images == KernelImages.SHIPPED || !NOT_FOR_THIS_CARD.contains(e.code())) {
                throw e;
            }
            return shipped(source, e);
        }
    }

    private long shipped(String source, RuntimeException instead) {
        LOG.warn("The driver compiles the kernels of {}, not {}: {}", source, images.maker(), instead.getMessage());
        replaced.add(source);
        return driver.module(ShippedKernels.ptx(source));
    }

    /// Who made machine code of those loaded so far.
    String maker() {
        return replaced.isEmpty()
                ? images.maker()
                : images.maker() + ", but for " + String.join(", ", replaced) + " by " + KernelImages.SHIPPED.maker();
    }

    CudaDriver driver() {
        return driver;
    }
}
