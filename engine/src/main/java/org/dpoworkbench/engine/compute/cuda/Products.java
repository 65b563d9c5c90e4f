package org.dpoworkbench.engine.compute.cuda;

import java.util.Locale;

/// Matrix products, in the kernels' ways of reading their factors.
final class Products {
    /// How a product reads its factors as they are stored.
    enum Form {
        /// a (m, k), b (k, n)
        NN,
        /// a (m, k), b (n, k)
        NT,
        /// a (k, m), b (k, n)
        TN
    }

    private static final int SMALL = 64;
    private static final int LARGE = 128;
    private static final int LARGE_THREADS = 256;

    private final int multiprocessors;
    private final int smallThreads;
    private final Kernel[][] floats = new Kernel[Form.values().length][2];
    private final Kernel[][] bfloat16s = new Kernel[Form.values().length][2];

    Products(Kernels kernels, Precision precision) {
        multiprocessors = kernels.driver().card().multiprocessors();
        smallThreads = precision == Precision.FLOAT32 ? 256 : 128;
        Kernels.Source source = kernels.of("products_" + precision.name().toLowerCase(Locale.ROOT));
        for (Form form : Form.values()) {
            floats[form.ordinal()][0] = source.kernel("product" + form + "Small");
            floats[form.ordinal()][1] = source.kernel("product" + form + "Large");
            if (form != Form.TN) {
                bfloat16s[form.ordinal()][0] = source.kernel("product" + form + "bf16Small");
                bfloat16s[form.ordinal()][1] = source.kernel("product" + form + "bf16Large");
            }
        }
    }

    /// c (m, n) = alpha · op(a) · op(b), or that added to c; `lda`, `ldb` and `ldc` are numbers from row to row as
    /// stored.
    ///
    /// @param bfloat16 whether b is; it is then not read the [Form#TN] way
    void run(
            Form form,
            int m,
            int n,
            int k,
            float alpha,
            long a,
            int lda,
            long b,
            boolean bfloat16,
            int ldb,
            boolean add,
            long c,
            int ldc) {
        // Large tiles read less, small ones leave no multiprocessor idle.
        long largeTiles = (long) Math.ceilDiv(m, LARGE) * Math.ceilDiv(n, LARGE);
        int size = largeTiles >= multiprocessors ? 1 : 0;
        int tile = size == 1 ? LARGE : SMALL;
        Kernel kernel = (bfloat16 ? bfloat16s : floats)[form.ordinal()][size];
        kernel.arguments()
                .add(m)
                .add(n)
                .add(k)
                .add(alpha)
                .add(a)
                .add(lda)
                .add(b)
                .add(ldb)
                .add(add ? 1 : 0)
                .add(c)
                .add(ldc);
        kernel.blocks(Math.ceilDiv(m, tile), Math.ceilDiv(n, tile), size == 1 ? LARGE_THREADS : smallThreads);
    }
}
