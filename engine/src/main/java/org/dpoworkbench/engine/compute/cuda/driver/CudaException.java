package org.dpoworkbench.engine.compute.cuda.driver;

/// The card or its driver refused.
public final class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// `CUDA_ERROR_OUT_OF_MEMORY`.
    public static final int OUT_OF_MEMORY = 2;

    private final int code;

    /// @param call what was asked for, such as `cuMemAlloc of 1,024 bytes`
    /// @param code the driver's number
    /// @param name the driver's name for it, such as `CUDA_ERROR_OUT_OF_MEMORY`, and what it means
    public CudaException(String call, int code, String name) {
        super(call + " failed: " + name + " (" + code + ")");
        this.code = code;
    }

    public int code() {
        return code;
    }

    public boolean isOutOfMemory() {
        return code == OUT_OF_MEMORY;
    }
}
