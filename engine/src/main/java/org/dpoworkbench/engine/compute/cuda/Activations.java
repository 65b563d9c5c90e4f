package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.Nonlinearity;

/// Functions of feed-forward layers, element by element, with or without a gate.
final class Activations {
    private final Kernel[] forward;
    private final Kernel[] backward;
    private final Kernel[] gate;
    private final Kernel[] gateBackward;

    Activations(Kernels kernels) {
        Kernels.Source source = kernels.of("elements");
        forward = all(source, "activate");
        backward = all(source, "activateBackward");
        gate = all(source, "gate");
        gateBackward = all(source, "gateBackward");
    }

    private static Kernel[] all(Kernels.Source source, String operation) {
        Nonlinearity[] functions = Nonlinearity.values();
        Kernel[] kernels = new Kernel[functions.length];
        for (Nonlinearity f : functions) {
            kernels[f.ordinal()] = source.kernel(operation + f.name());
        }
        return kernels;
    }

    void activate(Nonlinearity f, long size, long x, long out) {
        Kernel kernel = forward[f.ordinal()];
        kernel.arguments().add(size).add(x).add(out);
        kernel.overElements(size);
    }

    void activateBackward(Nonlinearity f, long size, long x, long dOut, long dx, long out) {
        Kernel kernel = backward[f.ordinal()];
        kernel.arguments().add(size).add(x).add(dOut).add(dx).add(out);
        kernel.overElements(size);
    }

    /// @param width columns of `out`
    void gate(Nonlinearity f, int rows, int width, long x, long out) {
        Kernel kernel = gate[f.ordinal()];
        long size = (long) rows * width;
        kernel.arguments().add(size).add(width).add(x).add(out);
        kernel.overElements(size);
    }

    void gateBackward(Nonlinearity f, int rows, int width, long x, long dOut, long dx, long out) {
        Kernel kernel = gateBackward[f.ordinal()];
        long size = (long) rows * width;
        kernel.arguments().add(size).add(width).add(x).add(dOut).add(dx).add(out);
        kernel.overElements(size);
    }
}
