package org.dpoworkbench.engine.compute.nd4j;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.BackendProvider;
import org.dpoworkbench.engine.compute.BackendSettings;
import org.dpoworkbench.engine.compute.CacheFolder;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.Cards;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.problem.UserError;
import org.nd4j.linalg.factory.Nd4j;

/// ND4J on an NVIDIA card, in builds that carry its CUDA library.
public final class Nd4jCudaProvider implements BackendProvider {
    private static final String CUDA_CLASS = "/org/nd4j/linalg/jcublas/JCublasBackend.class";

    @Override
    public String name() {
        return "nd4j-cuda";
    }

    @Override
    public String description() {
        return "ND4J " + Nd4jVersion.VERSION + " with CUDA 11.6";
    }

    @Override
    public Optional<String> whyNot() {
        return Nd4jCudaProvider.class.getResource(CUDA_CLASS) != null
                ? Optional.empty()
                : Optional.of("this build carries ND4J for the processor, which is for tests. Build with -Pnd4j-cuda.");
    }

    @Override
    public Optional<String> whyNot(Card card) {
        return Nd4jCards.whyNot(card);
    }

    @Override
    public Backend open(BackendSettings settings) {
        whyNot().ifPresent(reason -> {
            throw new UserError("device nd4j-cuda: " + reason);
        });
        Card card = card(settings.gpu());
        start();
        Nd4j.getAffinityManager().unsafeSetDevice(card.ordinal());
        return new Nd4jBackend();
    }

    /// Asked of the driver before ND4J is, whose library would fail in its first kernel.
    private static Card card(Optional<String> gpu) {
        try (Arena arena = Arena.ofConfined()) {
            CudaLibraries.Found driver = CudaLibraries.search().driver();
            return Cards.of(CudaLibraries.load(driver, arena)).choose(gpu, Nd4jCards::whyNot);
        } catch (UserError | CudaException e) {
            throw new UserError("device nd4j-cuda: " + e.getMessage(), e);
        }
    }

    private static void start() {
        // Read when JavaCPP's first class is loaded; it would unpack into the home folder.
        System.setProperty(
                "org.bytedeco.javacpp.cachedir",
                CacheFolder.path().resolve("native").resolve("javacpp").toString());
        String started;
        try {
            started = Nd4j.getBackend().getClass().getSimpleName();
        } catch (LinkageError | RuntimeException e) {
            throw new UserError(notStarted(e), e);
        }
        if (!started.equals("JCublasBackend")) {
            throw new UserError("device nd4j-cuda: ND4J started its " + started + " instead of CUDA's.");
        }
    }

    /// What is missing is named by the innermost cause.
    static String notStarted(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "device nd4j-cuda: ND4J's CUDA library cannot start: " + cause.getMessage()
                + ". It needs the libraries of CUDA 11 where the system's loader finds them (libcudart.so.11.0,"
                + " libcublas.so.11, libcusolver.so.11; on Windows cudart64_110.dll and so on): install the CUDA toolkit"
                + " 11.6, or build with -Pnd4j-cuda,nd4j-cuda-libraries, which brings them along.";
    }
}
