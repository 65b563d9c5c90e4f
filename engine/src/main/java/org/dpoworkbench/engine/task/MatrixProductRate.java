package org.dpoworkbench.engine.task;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;

/// What a device reaches where it does nothing but multiply large matrices: the yardstick of a training's speed.
final class MatrixProductRate {
    private static final double SECONDS_EACH = 0.2;
    private static final int LEAST = 3;

    private final Backend backend;
    private final List<Product> products;
    private final float[] oneNumber = new float[1];

    private record Product(int rows, FloatTensor x, Matrix w, FloatTensor y) {
        static Product of(Backend backend, int rows, int inputs, int outputs) {
            return new Product(
                    rows,
                    backend.floats(rows, inputs),
                    Matrix.frozen(backend.floats(inputs, outputs), true),
                    backend.floats(rows, outputs));
        }

        double operations() {
            return 2.0 * rows * w.inputs() * w.outputs();
        }
    }

    MatrixProductRate(Backend backend) {
        this.backend = backend;
        products = List.of(
                Product.of(backend, 1024, 768, 3072),
                Product.of(backend, 1024, 3072, 768),
                Product.of(backend, 1536, 1536, 1536));
        for (Product product : products) {
            fill(product.x());
            fill((FloatTensor) product.w().weight());
        }
    }

    /// Many different numbers: constants cost a processor less power, which may make it faster.
    private void fill(FloatTensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7919L % 1009 / 1009f - 0.5f;
        }
        backend.upload(values, values.length, tensor);
    }

    /// The best of all shapes and repetitions, in 10⁹ additions and multiplications a second.
    double gflops() {
        return products.stream().mapToDouble(this::best).max().orElseThrow();
    }

    private double best(Product product) {
        long begin = System.nanoTime();
        double best = 0;
        for (int n = 0; n < LEAST || System.nanoTime() - begin < SECONDS_EACH * 1e9; n++) {
            long before = System.nanoTime();
            backend.multiply(product.rows(), product.x(), product.w(), product.y(), false);
            backend.download(product.y(), oneNumber, 1); // a card only queues what it is asked for
            best = Math.max(best, product.operations() / (System.nanoTime() - before));
        }
        return best;
    }
}
