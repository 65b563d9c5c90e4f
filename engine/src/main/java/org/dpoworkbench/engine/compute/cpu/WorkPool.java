package org.dpoworkbench.engine.compute.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Splits an operation over a fixed set of threads without allocating. The calling thread works too.
///
/// Whoever waits spins for a moment, since the next operation usually follows at once, and then gives its processor to
/// others that want it: there may be fewer than there are threads. Workers without work for longer park.
final class WorkPool implements AutoCloseable {

    /// An operation on numbered items. Items are independent: which worker does which changes no result.
    interface Work {
        /// Does the items `from` to `to`, exclusive.
        ///
        /// @param worker 0 to threads − 1, for scratch memory
        void run(int from, int to, int worker);
    }

    private static final int SPINS = 2_000;
    private static final int YIELDS = 200;

    private final Thread[] workers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Work work;
    private int items;
    private int grain;
    private volatile int round;
    private volatile boolean closed;

    /// @param threads at least 1, the caller included
    WorkPool(int threads) {
        workers = new Thread[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            int worker = i + 1;
            workers[i] = new Thread(() -> serve(worker), "compute-" + worker);
            workers[i].setDaemon(true);
            workers[i].start();
        }
    }

    int threads() {
        return workers.length + 1;
    }

    /// Runs `work` on the items 0 to `items`, handed out `grain` at a time, and returns when all are done.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread runs operations
    void run(Work work, int items, int grain) {
        if (items <= 0) {
            return;
        }
        if (workers.length == 0 || items <= grain) {
            work.run(0, items, 0);
            return;
        }
        this.work = work;
        this.items = items;
        this.grain = grain;
        next.set(0);
        busy.set(workers.length);
        round++;
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
        takeItems(0);
        for (int waits = 0; busy.get() > 0; waits++) {
            spinOrYield(waits);
        }
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException("a compute thread failed", thrown);
        }
    }

    private void serve(int worker) {
        int seen = 0;
        while (true) {
            for (int waits = 0; round == seen && !closed; waits++) {
                if (waits < SPINS + YIELDS) {
                    spinOrYield(waits);
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            seen++;
            takeItems(worker);
            busy.decrementAndGet();
        }
    }

    /// @param waits times waited already
    @SuppressWarnings("ThreadPriorityCheck") // yielding is for speed where processors are short; nothing relies on it
    private static void spinOrYield(int waits) {
        if (waits < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private void takeItems(int worker) {
        try {
            int from;
            while ((from = next.getAndAdd(grain)) < items) {
                work.run(from, Math.min(from + grain, items), worker);
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            next.set(items);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
    }
}
