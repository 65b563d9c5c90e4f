package org.dpoworkbench.engine.compute;

/// The normalisation of query and key heads by its definition.
final class ControlHeadNorm {
    private final ControlMemory memory;
    private final AttentionShape shape;
    private final FloatTensor raw;
    private final HeadGains gains;

    ControlHeadNorm(ControlMemory memory, AttentionShape shape, FloatTensor raw, HeadGains gains) {
        this.memory = memory;
        this.shape = shape;
        this.raw = raw;
        this.gains = gains;
    }

    void forward(int rows, double epsilon, FloatTensor qkv, FloatTensor statistics) {
        for (int r = 0; r < rows; r++) {
            for (int h = 0; h < heads(); h++) {
                double meanSquare = 0;
                for (int c = 0; c < shape.headSize(); c++) {
                    double x = memory.get(raw, r, column(h, c));
                    meanSquare += x * x / shape.headSize();
                }
                memory.set(statistics, r, h, 1 / Math.sqrt(meanSquare + epsilon));
                for (int c = 0; c < shape.headSize(); c++) {
                    memory.set(qkv, r, column(h, c), normalised(r, h, c, statistics) * gain(h, c));
                }
            }
            for (int c = shape.valueOffset(); c < shape.rowWidth(); c++) {
                memory.set(qkv, r, c, memory.get(raw, r, c));
            }
        }
    }

    /// With n the normalised head and d = dOut · gain: dx = inverse · (d − n · mean(d · n)).
    void backward(int rows, FloatTensor statistics, FloatTensor dqkv) {
        for (int r = 0; r < rows; r++) {
            for (int h = 0; h < heads(); h++) {
                Vector gain = h < shape.heads() ? gains.queries() : gains.keys();
                double mean = 0;
                for (int c = 0; c < shape.headSize(); c++) {
                    double dOut = memory.get(dqkv, r, column(h, c));
                    double n = normalised(r, h, c, statistics);
                    if (gain.trained()) {
                        memory.add(gain.gradient(), 0, c, dOut * n);
                    }
                    mean += dOut * gain(h, c) * n / shape.headSize();
                }
                for (int c = 0; c < shape.headSize(); c++) {
                    double d = memory.get(dqkv, r, column(h, c)) * gain(h, c);
                    double n = normalised(r, h, c, statistics);
                    memory.set(dqkv, r, column(h, c), memory.get(statistics, r, h) * (d - n * mean));
                }
            }
        }
    }

    private int heads() {
        return shape.heads() + shape.keyValueHeads();
    }

    private int column(int head, int c) {
        return head * shape.headSize() + c;
    }

    private double normalised(int row, int head, int c, FloatTensor statistics) {
        return memory.get(raw, row, column(head, c)) * memory.get(statistics, row, head);
    }

    private double gain(int head, int c) {
        Vector gain = head < shape.heads() ? gains.queries() : gains.keys();
        return gains.offset() + memory.get(gain.weight(), 0, c);
    }
}
