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
    private final Meter meter;
    private final Progress progress;
    private final int steps;
    private final List<Double> stepMs = new ArrayList<>();
    private final double[] spent = new double[Operation.values().length];
    private double seconds;

    /// @param backend what the trainer computes on
    /// @param meter   of that
    BenchmarkRounds(Trainer trainer, Backend backend, Meter meter, Progress progress) {
        this.trainer = trainer;
        this.backend = backend;
        this.meter = meter;
        this.progress = progress;
        steps = trainer.plan().stepsPerEpoch();
    }

    Task.Speed measure(int count, double firstStep) {
        Pass first = pass(0, count);
        Optional<Double> peak = first.peakRssMib();
        var rate = new MatrixProductRate(backend); // only now: its matrices would show in the peak
        List<Task.Round> rounds = new ArrayList<>(List.of(first.beside(rate.gflops())));
        while (rounds.size() < count) {
            rounds.add(pass(rounds.size(), count).beside(rate.gflops()));
        }
        double[] times =
                stepMs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Task.Speed(rounds, peak, firstStep, times[times.length / 2], shares());
    }

    private record Pass(int pairs, double tokens, double seconds, double arithmetic, Optional<Double> peakRssMib) {
        Task.Round beside(double matrixProductGflops) {
            return new Task.Round(pairs / seconds, tokens / seconds, arithmetic / seconds * 1e-9, matrixProductGflops);
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
