package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibrary;
import org.dpoworkbench.engine.compute.cuda.driver.MissingFunctionException;
import org.dpoworkbench.engine.compute.cuda.driver.Nvml;
import org.dpoworkbench.engine.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a card does while a run computes on it, at most once a second: NVML takes longer to ask than a short
/// step lasts. Where there is no NVML, or it stops answering, the run goes on without, and the log says so once.
public final class CardWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardWatch.class);
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private Optional<Nvml> nvml;
    private Optional<Nvml.Watched> card = Optional.empty();
    private Optional<Nvml.Reading> last = Optional.empty();
    private long readAt;

    /// @param nanos the clock
    CardWatch(Optional<Nvml> nvml, String uuid, LongSupplier nanos) {
        this.nvml = nvml;
        this.nanos = nanos;
        try {
            card = nvml.map(found -> found.card(uuid));
        } catch (UserError e) {
            giveUp(e);
        }
    }

    /// Watches a card of this machine.
    ///
    /// @param uuid its own name, as the driver tells it
    public static CardWatch of(String uuid) {
        return new CardWatch(open(CudaLibraries.search()), uuid, System::nanoTime);
    }

    private static Optional<Nvml> open(CudaLibraries libraries) {
        List<CudaLibraries.Found> found = libraries.found().get(CudaLibrary.MONITOR);
        if (found.isEmpty()) {
            LOG.info(
                    "The card's memory, utilisation and temperature are not recorded: {}",
                    libraries.missing(CudaLibrary.MONITOR));
            return Optional.empty();
        }
        try {
            return Optional.of(new Nvml(CudaLibraries.load(found.getFirst(), Arena.global())));
        } catch (UserError | MissingFunctionException e) {
            LOG.warn("The card's memory, utilisation and temperature are not recorded: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// What the card did when it was last asked; empty where it cannot be asked.
    public Optional<Nvml.Reading> reading() {
        long now = nanos.getAsLong();
        if (card.isPresent() && (last.isEmpty() || now - readAt >= SECOND)) {
            try {
                last = Optional.of(nvml.orElseThrow().read(card.get()));
                readAt = now;
            } catch (UserError e) {
                giveUp(e);
            }
        }
        return last;
    }

    private void giveUp(UserError e) {
        LOG.warn("The card's memory, utilisation and temperature are not recorded any more: {}", e.getMessage());
        card = Optional.empty();
        last = Optional.empty();
    }

    @Override
    public void close() {
        nvml.ifPresent(Nvml::close);
        nvml = Optional.empty();
        card = Optional.empty();
    }
}
