package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;

/// The kernels of packed attention for heads up to some size, in one precision.
///
/// @param blockRows rows of a block where blocks share out all rows; 0 where they are the segments' tiles
record AttentionKernels(int headSize, int blockRows, Kernel forward, Kernel queryGradients, Kernel keyGradients) {
    private static final int THREADS = 128;

    static AttentionKernels of(Kernels.Source source, int headSize, int blockRows) {
        return new AttentionKernels(
                headSize,
                blockRows,
                source.kernel("attention" + headSize),
                source.kernel("queryGradients" + headSize),
                source.kernel("keyGradients" + headSize));
    }

    /// The first arguments of each of them.
    Arguments begin(Kernel kernel, SegmentLists lists, AttentionShape shape) {
        Arguments arguments = kernel.arguments();
        if (blockRows == 0) {
            arguments.add(lists.byTile()).add(lists.bySegment());
        } else {
            arguments
                    .add(lists.byRow(0))
                    .add(lists.byRow(1))
                    .add(lists.byRow(2))
                    .add(lists.byRow(3));
        }
        return addTo(arguments.add(shape.window()), shape);
    }

    /// A shape as the kernels take it.
    static Arguments addTo(Arguments arguments, AttentionShape shape) {
        return arguments
                .add(shape.heads())
                .add(shape.keyValueHeads())
                .add(shape.headSize())
                .add(shape.scale())
                .add(shape.cap());
    }

    void run(Kernel kernel, SegmentLists lists, int heads) {
        kernel.blocks(blockRows == 0 ? lists.tiles() : Math.ceilDiv(lists.rows(), blockRows), heads, THREADS);
    }
}
