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
        this(call, code, name, "");
    }

    /// @param meaning what is likely and what to do about it, in whole sentences; may be empty
    public CudaException(String call, int code, String name, String meaning) {
        super(call + " failed: " + name + " (" + code + ")" + (meaning.isEmpty() ? "" : ". " + meaning));
        this.code = code;
    }

    public int code() {
        return code;
    }

    public boolean isOutOfMemory() {
        return code == OUT_OF_MEMORY;
    }
}
