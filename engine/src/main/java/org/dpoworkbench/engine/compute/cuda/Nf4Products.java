package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dpoworkbench.engine.compute.Nf4;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.dpoworkbench.engine.compute.cuda.Products.Form;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// Matrix products with weights in NF4: some of their rows at a time become bfloat16 where products are computed in it,
/// else float32, and are multiplied as such.
final class Nf4Products {
    /// Bytes that are widened at a time, about.
    static final long PART = 32L << 20;

    /// Rows that are widened at a time are a multiple of so many, where there are: of a large product's tile, and of
    /// the numbers that are loaded at once.
    private static final int ROWS = 128;

    private final CudaDriver driver;
    private final Products products;
    private final boolean bfloat16;
    private final DeviceMemory memory;
    private final Workspace workspace;
    private final Staging staging;
    private final long partBytes;
    private final Kernel widen;
    private long levels;

    /// @param partBytes that are widened at a time, about
    Nf4Products(
            Kernels kernels,
            Precision precision,
            Products products,
            DeviceMemory memory,
            Workspace workspace,
            Staging staging,
            long partBytes) {
        this.partBytes = partBytes;
        driver = kernels.driver();
        this.products = products;
        bfloat16 = precision == Precision.BFLOAT16;
        this.memory = memory;
        this.workspace = workspace;
        this.staging = staging;
        widen = kernels.of("nf4").kernel(bfloat16 ? "widenNf4Bf16" : "widenNf4Float");
    }

    /// Puts the levels on the card, where they are not yet.
    void prepare() {
        if (levels == 0) {
            float[] all = Nf4.levels();
            long bytes = (long) all.length * Float.BYTES;
            levels = memory.allocate(bytes);
            MemorySegment host = staging.reserve(bytes);
            MemorySegment.copy(all, 0, host, ValueLayout.JAVA_FLOAT, 0, all.length);
            driver.toDevice(host, levels, bytes);
        }
    }

    /// out (m, n) = x (m, k) · op(w), or added to it.
    ///
    /// @param form [Form#NN] or [Form#NT]
    void run(Form form, int m, int n, int k, long x, Nf4Tensor w, boolean add, long out) {
        long rowBytes = (long) w.columns() * (bfloat16 ? Short.BYTES : Float.BYTES);
        long atOnce = Math.max(ROWS, partBytes / Math.max(1, rowBytes) / ROWS * ROWS);
        long part = workspace.reserve(Math.min(atOnce, w.rows()) * rowBytes);
        for (long from = 0; from < w.rows(); from += atOnce) {
            int count = (int) Math.min(atOnce, w.rows() - from);
            widen(w, from, count, part);
            long skipped = from * Float.BYTES;
            if (form == Form.NT) {
                products.run(form, m, count, k, 1, x, k, part, bfloat16, k, add, out + skipped, n);
            } else {
                products.run(form, m, n, count, 1, x + skipped, k, part, bfloat16, n, add || from > 0, out, n);
            }
        }
    }

    private void widen(Nf4Tensor w, long from, int rows, long part) {
        long blocks = (long) rows * w.blocks();
        widen.arguments()
                .add(blocks)
                .add(w.blocks())
                .add(w.columns())
                .add(w.address() + from * w.rowBytes())
                .add(levels)
                .add(part);
        widen.aWarpEach(blocks);
    }
}
