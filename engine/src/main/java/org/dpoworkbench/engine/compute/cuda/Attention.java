package org.dpoworkbench.engine.compute.cuda;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.problem.UserError;

/// Attention over packed micro-batches, forward and back, and of new rows over a cache.
///
/// In bfloat16 it is on tensor cores, for heads of up to 128 floats; larger ones, and TF32, are computed in float32.
final class Attention {
    private static final int LARGEST_HEAD = 256;
    private static final int THREADS = 128;

    private final Kernels kernels;
    private final Workspace workspace;
    private final SegmentLists lists;
    private final List<AttentionKernels> bfloat16;
    private Optional<List<AttentionKernels>> float32 = Optional.empty();
    private final Kernel means;
    private final Kernel remember;
    private final Kernel remembered;

    Attention(Kernels kernels, Precision precision, DeviceMemory memory, Workspace workspace, Staging staging) {
        this.kernels = kernels;
        this.workspace = workspace;
        lists = new SegmentLists(kernels.driver(), memory, staging);
        if (precision == Precision.BFLOAT16) {
            Kernels.Source source = kernels.of("attention_bfloat16");
            bfloat16 = List.of(
                    AttentionKernels.of(source, 32, 0),
                    AttentionKernels.of(source, 64, 0),
                    AttentionKernels.of(source, 128, 0));
        } else {
            bfloat16 = List.of();
            float32 = Optional.of(float32());
        }
        means = kernels.of("rows").kernel("attentionMeans");
        Kernels.Source generating = kernels.of("remembered");
        remember = generating.kernel("remember");
        remembered = generating.kernel("attendRemembered");
    }

    private List<AttentionKernels> float32() {
        Kernels.Source source = kernels.of("attention_float32");
        return List.of(
                AttentionKernels.of(source, 32, 32),
                AttentionKernels.of(source, 64, 32),
                AttentionKernels.of(source, 128, 16),
                AttentionKernels.of(source, LARGEST_HEAD, 8));
    }

    private AttentionKernels kernels(AttentionShape shape) {
        requireHeadsThatFit(shape);
        for (AttentionKernels each : bfloat16) {
            if (shape.headSize() <= each.headSize()) {
                return each;
            }
        }
        if (float32.isEmpty()) {
            float32 = Optional.of(float32());
        }
        for (AttentionKernels each : float32.get()) {
            if (shape.headSize() <= each.headSize()) {
                return each;
            }
        }
        throw new AssertionError(shape);
    }

    private static void requireHeadsThatFit(AttentionShape shape) {
        if (shape.headSize() > LARGEST_HEAD) {
            throw new UserError("Heads of " + shape.headSize() + " floats are too large for the cuda backend, which has"
                    + " kernels for up to " + LARGEST_HEAD + ". Ask for --device cpu.");
        }
    }

    void run(AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        AttentionKernels chosen = kernels(shape);
        lists.send(segments);
        var arguments = chosen.begin(chosen.forward(), lists, shape);
        if (chosen.blockRows() > 0) {
            arguments.add(lists.rows());
        }
        arguments.add(qkv.address()).add(out.address()).add(logSumExp.address()).add(logSumExp.columns());
        chosen.run(chosen.forward(), lists, shape.heads());
    }

    void runBackward(
            AttentionShape shape,
            Segments segments,
            FloatTensor qkv,
            FloatTensor out,
            FloatTensor logSumExp,
            FloatTensor dOut,
            FloatTensor dqkv) {
        AttentionKernels chosen = kernels(shape);
        lists.send(segments);
        long mean = workspace.reserve((long) lists.rows() * shape.heads() * Float.BYTES);
        means.arguments()
                .add(lists.rows())
                .add(shape.heads())
                .add(shape.headSize())
                .add(lists.byRow(0))
                .add(out.address())
                .add(dOut.address())
                .add(mean);
        means.aWarpEach((long) lists.rows() * shape.heads());
        gradients(chosen, chosen.queryGradients(), shape, qkv, logSumExp, mean, dOut, dqkv);
        chosen.run(chosen.queryGradients(), lists, shape.heads());
        gradients(chosen, chosen.keyGradients(), shape, qkv, logSumExp, mean, dOut, dqkv);
        chosen.run(chosen.keyGradients(), lists, shape.keyValueHeads());
    }

    private void gradients(
            AttentionKernels chosen,
            Kernel kernel,
            AttentionShape shape,
            FloatTensor qkv,
            FloatTensor logSumExp,
            long mean,
            FloatTensor dOut,
            FloatTensor dqkv) {
        chosen.begin(kernel, lists, shape)
                .add(lists.rows())
                .add(qkv.address())
                .add(logSumExp.address())
                .add(logSumExp.columns())
                .add(mean)
                .add(dOut.address())
                .add(dqkv.address());
    }

    void remember(AttentionShape shape, int rows, IntTensor place, FloatTensor qkv, FloatTensor cache) {
        long size = (long) rows * shape.cacheWidth();
        remember.arguments()
                .add(size)
                .add(shape.cacheWidth())
                .add(shape.rowWidth())
                .add(shape.keyOffset())
                .add(place.address())
                .add(qkv.address())
                .add(cache.address());
        remember.overElements(size);
    }

    void attendRemembered(
            AttentionShape shape,
            int rows,
            IntTensor first,
            IntTensor last,
            FloatTensor qkv,
            FloatTensor cache,
            FloatTensor out) {
        requireHeadsThatFit(shape);
        AttentionKernels.addTo(remembered.arguments(), shape)
                .add(shape.window())
                .add(first.address())
                .add(last.address())
                .add(qkv.address())
                .add(cache.address())
                .add(out.address());
        remembered.blocks(rows, shape.heads(), THREADS);
    }
}
