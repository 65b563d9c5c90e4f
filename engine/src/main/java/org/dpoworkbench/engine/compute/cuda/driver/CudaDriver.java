package org.dpoworkbench.engine.compute.cuda.driver;

import java.lang.foreign.MemorySegment;

/// What the backend needs of one card: memory, kernels, and one queue of work that is done in the order given.
///
/// The words are the CUDA driver API's (CUDA Toolkit documentation, "CUDA Driver API"); each method names its call
/// there. An instance is used by one thread at a time. Nothing but [#allocate], [#allocateOnHost], [#module]
/// and [#function] allocates.
///
/// @throws CudaException from every method, where the card or its driver refuses
public interface CudaDriver extends AutoCloseable {

    Card card();

    /// Memory of the card that nobody uses now; `cuMemGetInfo`.
    long freeBytes();

    /// Memory of the card, its contents undefined, at an address that is a multiple of 256; `cuMemAlloc`.
    ///
    /// @param bytes > 0
    long allocate(long bytes);

    /// Memory of the host that stays where it is and that the card reads and writes over the bus, its contents
    /// undefined: the address that the card knows it by. It is given back when this is closed;
    /// `cuMemHostAlloc`.
    ///
    /// @param bytes > 0
    long allocateOnHost(long bytes);

    /// Gives back what [#allocate] gave; `cuMemFree`.
    void release(long address);

    /// Copies to the card, and returns when `source` may be changed; `cuMemcpyHtoD`.
    void toDevice(MemorySegment source, long target, long bytes);

    /// Waits for the work given so far and copies from the card; `cuMemcpyDtoH`.
    void toHost(long source, MemorySegment target, long bytes);

    /// Copies on the card; `cuMemcpyDtoDAsync`.
    void onDevice(long source, long target, long bytes);

    /// Writes the same 32-bit word `count` times; `cuMemsetD32Async`.
    void fill(long address, int word, long count);

    /// Loads machine code, or PTX, which the driver then compiles for the card; `cuModuleLoadDataEx`.
    long module(byte[] image);

    /// A kernel of a module; `cuModuleGetFunction`.
    long function(long module, String name);

    /// Queues a kernel; `cuLaunchKernel` with its arguments in one buffer. They are read before this returns.
    ///
    /// @param gridX   blocks, at most 2³¹ − 1
    /// @param gridY   at most 65,535
    /// @param threads of a block, in one dimension
    void launch(long function, int gridX, int gridY, int threads, Arguments arguments);

    /// Waits for the work given so far; `cuStreamSynchronize`. A kernel that failed is told here, or by any later
    /// call.
    void synchronize();

    /// Gives back everything.
    @Override
    void close();
}
