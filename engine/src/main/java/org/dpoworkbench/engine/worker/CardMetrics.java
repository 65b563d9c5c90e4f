package org.dpoworkbench.engine.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.CardWatch;
import org.dpoworkbench.engine.compute.cuda.CudaBackend;
import org.dpoworkbench.engine.compute.cuda.driver.Nvml;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// Adds to each step what the card does. On a processor it adds nothing.
final class CardMetrics implements AutoCloseable {
    private static final double MIB = 1 << 20;
    private static final double PERCENT = 100;

    private final Optional<CardWatch> watch;

    private CardMetrics(Optional<CardWatch> watch) {
        this.watch = watch;
    }

    static CardMetrics of(Backend backend) {
        return new CardMetrics(
                backend instanceof CudaBackend cuda
                        ? Optional.of(CardWatch.of(cuda.card().uuid()))
                        : Optional.empty());
    }

    Event.Step in(Event.Step step) {
        return watch.flatMap(CardWatch::reading)
                .map(reading -> with(step, reading))
                .orElse(step);
    }

    static Event.Step with(Event.Step step, Nvml.Reading reading) {
        Map<String, Double> metrics = new LinkedHashMap<>(step.metrics());
        metrics.put(Metric.MEMORY_GPU_MIB.key(), reading.usedBytes() / MIB);
        reading.utilisation().ifPresent(percent -> metrics.put(Metric.GPU_UTILISATION.key(), percent / PERCENT));
        reading.celsius().ifPresent(celsius -> metrics.put(Metric.GPU_TEMPERATURE.key(), (double) celsius));
        return new Event.Step(step.step(), metrics);
    }

    @Override
    public void close() {
        watch.ifPresent(CardWatch::close);
    }
}
