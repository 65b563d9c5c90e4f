package org.dpoworkbench.engine.task;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Meter;
import org.dpoworkbench.engine.compute.Operation;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.train.Trainer;

/// Trains on all pairs again and again, with the weights as they have become, and keeps what that took.
final class BenchmarkRounds {
    private final Trainer trainer;
    private final Backend backend;
    private final Optional<Backend> byOpenBlas;
    private final Meter meter;
    private final Progress progress;
    private final int steps;
    private final List<Double> stepMs = new ArrayList<>();
    private final double[] spent = new double[Operation.values().length];
    private double seconds;

    /// @param backend     what the trainer computes on
    /// @param byOpenBlas what multiplies matrices by OpenBLAS where the backend does not
    /// @param meter       of the backend
    BenchmarkRounds(Trainer trainer, Backend backend, Optional<Backend> byOpenBlas, Meter meter, Progress progress) {
        this.trainer = trainer;
        this.backend = backend;
        this.byOpenBlas = byOpenBlas;
        this.meter = meter;
        this.progress = progress;
        steps = trainer.plan().stepsPerEpoch();
    }

    Task.Speed measure(int count, double firstStep) {
        Pass first = pass(0, count);
        Optional<Double> peak = first.peakRssMib();
        double buffersMib = backend.allocatedBytes() / (double) (1 << 20);
        List<Task.Round> rounds = new ArrayList<>();
        // Only now: its matrices would show in both.
        try (var yardstick = new Yardstick(backend, byOpenBlas)) {
            rounds.add(yardstick.beside(first));
            while (rounds.size() < count) {
                rounds.add(yardstick.beside(pass(rounds.size(), count)));
            }
        }
        double[] times =
                stepMs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Task.Speed(rounds, peak, buffersMib, firstStep, times[times.length / 2], shares());
    }

    private record Pass(int pairs, double tokens, double seconds, double arithmetic, Optional<Double> peakRssMib) {}

    /// Multiplies large matrices, by what trains and, where that is not it, by OpenBLAS.
    private record Yardstick(
            MatrixProductRate rate, Optional<Backend> byOpenBlas, Optional<MatrixProductRate> vectorRate)
            implements AutoCloseable {
        Yardstick(Backend backend, Optional<Backend> byOpenBlas) {
            this(new MatrixProductRate(backend), byOpenBlas, byOpenBlas.map(MatrixProductRate::new));
        }

        Task.Round beside(Pass pass) {
            double gflops = rate.gflops();
            return new Task.Round(
                    pass.pairs() / pass.seconds(),
                    pass.tokens() / pass.seconds(),
                    pass.arithmetic() / pass.seconds() * 1e-9,
                    gflops,
                    vectorRate.map(MatrixProductRate::gflops).orElse(gflops));
        }

        @Override
        public void close() {
            byOpenBlas.ifPresent(Backend::close);
        }
    }

    private Pass pass(int number, int count) {
        trainer.startOver();
        meter.reset();
        Map<String, Double> last = Map.of();
        long began = System.nanoTime();
        for (int s = 0; s < steps; s++) {
            last = trainer.step().metrics();
            stepMs.add(last.get(Metric.SPEED_STEP_MS.key()));
            progress.at("measuring", (long) number * steps + s + 1, (long) steps * count);
        }
        double took = (System.nanoTime() - began) * 1e-9;
        seconds += took;
        for (Operation operation : Operation.values()) {
            spent[operation.ordinal()] += meter.seconds(operation);
        }
        return new Pass(
                trainer.plan().pairs(),
                last.get(Metric.NUM_TOKENS.key()),
                took,
                meter.floatingPointOperations(),
                Optional.ofNullable(last.get(Metric.MEMORY_PEAK_MIB.key())));
    }

    private Map<Operation, Double> shares() {
        Map<Operation, Double> shares = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            shares.put(operation, spent[operation.ordinal()] / seconds);
        }
        return shares;
    }
}
