package org.dpoworkbench.engine.compute.cuda;

import java.util.Optional;
import org.dpoworkbench.engine.compute.CacheFolder;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CompilationException;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.InstalledDriver;
import org.dpoworkbench.engine.compute.cuda.driver.MissingFunctionException;
import org.dpoworkbench.engine.compute.cuda.driver.Nvrtc;
import org.dpoworkbench.engine.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a card of this machine, with kernels compiled for it where there is a compiler, and else with those that the
/// driver compiles. For computing processes.
public final class CudaCard {
    private static final Logger LOG = LoggerFactory.getLogger(CudaCard.class);

    private CudaCard() {}

    /// @param gpu the card's UUID, the beginning of it, or its number; absent: the first that can compute
    /// @throws UserError where no such card can compute, with the reason
    public static CudaBackend open(Optional<String> gpu, Precision precision) {
        InstalledDriver installed = InstalledDriver.find(CudaLibraries.search());
        CudaDriver driver = installed.open(gpu);
        try {
            return new CudaBackend(driver, precision, images(installed, driver.card()));
        } catch (CudaException e) {
            driver.close();
            throw new UserError("%s cannot be used: %s".formatted(driver.card().name(), e.getMessage()), e);
        } catch (RuntimeException | LinkageError e) {
            driver.close();
            throw e;
        }
    }

    private static KernelImages images(InstalledDriver installed, Card card) {
        try {
            Optional<Nvrtc> compiler = installed.compiler();
            if (compiler.isEmpty()) {
                LOG.info("There is no NVRTC here, so the driver compiles the kernels.");
                return KernelImages.SHIPPED;
            }
            CompiledKernels compiled = CompiledKernels.ofShipped(
                    compiler.get(), card, CacheFolder.path().resolve("kernels"));
            LOG.info("Kernels are made by {}.", compiled.description());
            return new KernelImages(compiled.description(), compiled);
        } catch (UserError | MissingFunctionException | CompilationException | IllegalArgumentException e) {
            LOG.warn("NVRTC cannot be used, so the driver compiles the kernels: {}", e.getMessage());
            return KernelImages.SHIPPED;
        }
    }
}
