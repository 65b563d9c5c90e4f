package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.EightBit;
import org.dpoworkbench.engine.compute.EightBitTensor;
import org.dpoworkbench.engine.compute.RmsPropStep;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// Optimiser steps and the gradient's norm.
final class Optimisers {
    /// Blocks whose sums of squares are added up at the end; always as many, so that the order never changes.
    private static final int PARTS = 512;

    private final CudaDriver driver;
    private final Workspace workspace;
    private final Staging staging;
    private final DeviceMemory memory;
    private final Kernel adamW;
    private final Kernel eightBitAdamW;
    private final Kernel rmsProp;
    private final Kernel squares;
    private final Kernel sum;

    private long levels;

    Optimisers(Kernels kernels, DeviceMemory memory, Workspace workspace, Staging staging) {
        Kernels.Source source = kernels.of("optimisers");
        driver = kernels.driver();
        this.memory = memory;
        this.workspace = workspace;
        this.staging = staging;
        adamW = source.kernel("adamW");
        eightBitAdamW = source.kernel("eightBitAdamW");
        rmsProp = source.kernel("rmsProp");
        squares = source.kernel("squares");
        sum = source.kernel("sumOfPartials");
    }

    /// Σ x²
    double squaredNorm(long size, long x) {
        long partial = workspace.reserve((PARTS + 1L) * Double.BYTES);
        long total = partial + (long) PARTS * Double.BYTES;
        squares.arguments().add(size).add(x).add(partial);
        squares.blocks(PARTS, 1);
        sum.arguments().add(PARTS).add(partial).add(total);
        sum.blocks(1, 1);
        MemorySegment host = staging.reserve(Double.BYTES);
        driver.toHost(total, host, Double.BYTES);
        return host.get(ValueLayout.JAVA_DOUBLE, 0);
    }

    void adamW(long size, long w, long g, long m, long v, AdamWStep step) {
        addNumbers(adamW.arguments().add(size).add(w).add(g).add(m).add(v), step);
        adamW.overElements(size);
    }

    /// With moments of 8 bits; the first call puts the levels on the card.
    void adamW(long size, long w, long g, EightBitTensor m, EightBitTensor v, AdamWStep step) {
        prepareLevels();
        addNumbers(
                eightBitAdamW
                        .arguments()
                        .add(size)
                        .add(w)
                        .add(g)
                        .add(m.address())
                        .add(v.address())
                        .add(levels),
                step);
        eightBitAdamW.blocks(EightBitTensor.blocksOf(size), 1, EightBit.BLOCK);
    }

    private static void addNumbers(Arguments arguments, AdamWStep step) {
        arguments
                .add((float) step.beta1)
                .add((float) (1 - step.beta1))
                .add((float) step.beta2)
                .add((float) (1 - step.beta2))
                .add(step.keep())
                .add(step.rate())
                .add(step.rootCorrection())
                .add((float) step.epsilon)
                .add((float) step.gradientScale);
    }

    /// The signed levels and then the others.
    private void prepareLevels() {
        if (levels != 0) {
            return;
        }
        float[] signed = EightBit.signedLevels();
        float[] unsigned = EightBit.unsignedLevels();
        long bytes = (long) (signed.length + unsigned.length) * Float.BYTES;
        levels = memory.allocate(bytes);
        MemorySegment host = staging.reserve(bytes);
        MemorySegment.copy(signed, 0, host, ValueLayout.JAVA_FLOAT, 0, signed.length);
        MemorySegment.copy(
                unsigned, 0, host, ValueLayout.JAVA_FLOAT, (long) signed.length * Float.BYTES, unsigned.length);
        driver.toDevice(host, levels, bytes);
    }

    void rmsProp(long size, long w, long g, long v, RmsPropStep step) {
        rmsProp.arguments()
                .add(size)
                .add(w)
                .add(g)
                .add(v)
                .add((float) step.alpha)
                .add((float) (1 - step.alpha))
                .add((float) step.weightDecay)
                .add((float) step.learningRate)
                .add((float) step.epsilon)
                .add((float) step.gradientScale);
        rmsProp.overElements(size);
    }
}
