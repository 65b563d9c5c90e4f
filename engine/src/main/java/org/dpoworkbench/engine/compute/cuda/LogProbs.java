package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// Log-probs of a chunk's targets and what belongs to them. The chunk's targets go to the card, its results come back.
final class LogProbs {
    private final CudaDriver driver;
    private final Workspace workspace;
    private final Staging staging;
    private final Kernel logProbs;
    private final Kernel squares;
    private final Kernel backward;

    // Addresses of the chunk's lists on the card.
    private int targets;
    private long first;
    private long token;
    private long numbers;

    LogProbs(Kernels kernels, Workspace workspace, Staging staging) {
        Kernels.Source source = kernels.of("log_probs");
        driver = kernels.driver();
        this.workspace = workspace;
        this.staging = staging;
        logProbs = source.kernel("logProbs");
        squares = source.kernel("logSumSquares");
        backward = source.kernel("logProbsBackward");
    }

    void run(int from, int rows, Targets all, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        upload(from, rows, all);
        logProbs.arguments()
                .add(logits.columns())
                .add(logits.address())
                .add(first)
                .add(token)
                .add(logSumExp.address() + (long) from * Float.BYTES)
                .add(numbers);
        logProbs.blocks(rows, 1);
        download(all.first[from], out);
    }

    void runSquares(int from, int rows, Targets all, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        upload(from, rows, all);
        squares.arguments()
                .add(logits.columns())
                .add(logits.address())
                .add(first)
                .add(logSumExp.address() + (long) from * Float.BYTES)
                .add(numbers);
        squares.blocks(rows, 1);
        download(all.first[from], out);
    }

    void runBackward(
            int from, int rows, Targets all, FloatTensor logits, float cap, FloatTensor logSumExp, double[] gradient) {
        upload(from, rows, all);
        if (targets > 0) {
            long bytes = (long) targets * Double.BYTES;
            MemorySegment host = staging.reserve(bytes);
            MemorySegment.copy(gradient, all.first[from], host, ValueLayout.JAVA_DOUBLE, 0, targets);
            driver.toDevice(host, numbers, bytes);
        }
        backward.arguments()
                .add(logits.columns())
                .add(logits.address())
                .add(first)
                .add(token)
                .add(cap)
                .add(logSumExp.address() + (long) from * Float.BYTES)
                .add(numbers);
        backward.blocks(rows, 1);
    }

    /// Where each row's targets begin, counted from the chunk's first, and their tokens.
    private void upload(int from, int rows, Targets all) {
        targets = all.first[from + rows] - all.first[from];
        long bytes = (long) (rows + 1 + targets) * Integer.BYTES;
        MemorySegment host = staging.reserve(bytes);
        for (int r = 0; r <= rows; r++) {
            host.setAtIndex(ValueLayout.JAVA_INT, r, all.first[from + r] - all.first[from]);
        }
        MemorySegment.copy(
                all.token, all.first[from], host, ValueLayout.JAVA_INT, (rows + 1L) * Integer.BYTES, targets);
        numbers = workspace.reserve((long) targets * Double.BYTES + bytes);
        first = numbers + (long) targets * Double.BYTES;
        token = first + (rows + 1L) * Integer.BYTES;
        driver.toDevice(host, first, bytes);
    }

    private void download(int firstTarget, double[] out) {
        if (targets > 0) {
            long bytes = (long) targets * Double.BYTES;
            MemorySegment host = staging.reserve(bytes);
            driver.toHost(numbers, host, bytes);
            MemorySegment.copy(host, ValueLayout.JAVA_DOUBLE, 0, out, firstTarget, targets);
        }
    }
}
