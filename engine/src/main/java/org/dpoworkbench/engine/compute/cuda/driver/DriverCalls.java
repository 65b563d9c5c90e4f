package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of the CUDA driver's library that are used, each with its C name and its `CUresult`.
///
/// `CUdevice`, `CUresult` and `unsigned int` are 32 bits; pointers, `size_t`, `CUdeviceptr` and the handles are 64
/// (`cuda.h`). A name that ends in `_v2` is what the header's name without it stands for since CUDA 3.2.
final class DriverCalls {
    private final Functions functions;
    private final MethodHandle init;
    private final MethodHandle driverGetVersion;
    private final MethodHandle deviceGetCount;
    private final MethodHandle deviceGet;
    private final MethodHandle deviceGetName;
    private final MethodHandle deviceGetUuid;
    private final MethodHandle deviceGetAttribute;
    private final MethodHandle deviceTotalMem;
    private final MethodHandle primaryCtxRetain;
    private final MethodHandle primaryCtxRelease;
    private final MethodHandle ctxSetCurrent;
    private final MethodHandle memGetInfo;
    private final MethodHandle memAlloc;
    private final MethodHandle memFree;
    private final MethodHandle memHostAlloc;
    private final MethodHandle memHostGetDevicePointer;
    private final MethodHandle memFreeHost;
    private final MethodHandle memcpyHtoD;
    private final MethodHandle memcpyDtoH;
    private final MethodHandle memcpyDtoDAsync;
    private final MethodHandle memsetD32Async;
    private final MethodHandle moduleLoadDataEx;
    private final MethodHandle moduleUnload;
    private final MethodHandle moduleGetFunction;
    private final MethodHandle launchKernel;
    private final MethodHandle streamCreate;
    private final MethodHandle streamSynchronize;
    private final MethodHandle streamDestroy;
    private final MethodHandle getErrorName;
    private final MethodHandle getErrorString;

    /// @throws MissingFunctionException where the library lacks one of them
    DriverCalls(SymbolLookup library) {
        functions = new Functions("the CUDA driver's library", library);
        init = function("cuInit", JAVA_INT);
        driverGetVersion = function("cuDriverGetVersion", JAVA_LONG);
        deviceGetCount = function("cuDeviceGetCount", JAVA_LONG);
        deviceGet = function("cuDeviceGet", JAVA_LONG, JAVA_INT);
        deviceGetName = function("cuDeviceGetName", JAVA_LONG, JAVA_INT, JAVA_INT);
        deviceGetUuid = function("cuDeviceGetUuid_v2", JAVA_LONG, JAVA_INT);
        deviceGetAttribute = function("cuDeviceGetAttribute", JAVA_LONG, JAVA_INT, JAVA_INT);
        deviceTotalMem = function("cuDeviceTotalMem_v2", JAVA_LONG, JAVA_INT);
        primaryCtxRetain = function("cuDevicePrimaryCtxRetain", JAVA_LONG, JAVA_INT);
        primaryCtxRelease = function("cuDevicePrimaryCtxRelease_v2", JAVA_INT);
        ctxSetCurrent = function("cuCtxSetCurrent", JAVA_LONG);
        memGetInfo = function("cuMemGetInfo_v2", JAVA_LONG, JAVA_LONG);
        memAlloc = function("cuMemAlloc_v2", JAVA_LONG, JAVA_LONG);
        memFree = function("cuMemFree_v2", JAVA_LONG);
        memHostAlloc = function("cuMemHostAlloc", JAVA_LONG, JAVA_LONG, JAVA_INT);
        memHostGetDevicePointer = function("cuMemHostGetDevicePointer_v2", JAVA_LONG, JAVA_LONG, JAVA_INT);
        memFreeHost = function("cuMemFreeHost", JAVA_LONG);
        memcpyHtoD = function("cuMemcpyHtoD_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        memcpyDtoH = function("cuMemcpyDtoH_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        memcpyDtoDAsync = function("cuMemcpyDtoDAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        memsetD32Async = function("cuMemsetD32Async", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
        moduleLoadDataEx = function("cuModuleLoadDataEx", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
        moduleUnload = function("cuModuleUnload", JAVA_LONG);
        moduleGetFunction = function("cuModuleGetFunction", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        launchKernel = function(
                "cuLaunchKernel",
                JAVA_LONG,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_LONG,
                JAVA_LONG,
                JAVA_LONG);
        streamCreate = function("cuStreamCreate", JAVA_LONG, JAVA_INT);
        streamSynchronize = function("cuStreamSynchronize", JAVA_LONG);
        streamDestroy = function("cuStreamDestroy_v2", JAVA_LONG);
        getErrorName = function("cuGetErrorName", JAVA_INT, JAVA_LONG);
        getErrorString = function("cuGetErrorString", JAVA_INT, JAVA_LONG);
    }

    private MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(functions.address(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    int init() {
        try {
            return (int) init.invokeExact(0);
        } catch (Throwable e) {
            throw functions.notCalled("cuInit", e);
        }
    }

    int driverGetVersion(long version) {
        try {
            return (int) driverGetVersion.invokeExact(version);
        } catch (Throwable e) {
            throw functions.notCalled("cuDriverGetVersion", e);
        }
    }

    int deviceGetCount(long count) {
        try {
            return (int) deviceGetCount.invokeExact(count);
        } catch (Throwable e) {
            throw functions.notCalled("cuDeviceGetCount", e);
        }
    }

    int deviceGet(long device, int ordinal) {
        try {
            return (int) deviceGet.invokeExact(device, ordinal);
        } catch (Throwable e) {
            throw functions.notCalled("cuDeviceGet", e);
        }
    }

    int deviceGetName(long name, int bytes, int device) {
        try {
            return (int) deviceGetName.invokeExact(name, bytes, device);
        } catch (Throwable e) {
            throw functions.notCalled("cuDeviceGetName", e);
        }
    }

    int deviceGetUuid(long uuid, int device) {
        try {
            return (int) deviceGetUuid.invokeExact(uuid, device);
        } catch (Throwable e) {
            throw functions.notCalled("cuDeviceGetUuid", e);
        }
    }

    int deviceGetAttribute(long value, int attribute, int device) {
        try {
            return (int) deviceGetAttribute.invokeExact(value, attribute, device);
        } catch (Throwable e) {
            throw functions.notCalled("cuDeviceGetAttribute", e);
        }
    }

    int deviceTotalMem(long bytes, int device) {
        try {
            return (int) deviceTotalMem.invokeExact(bytes, device);
        } catch (Throwable e) {
            throw functions.notCalled("cuDeviceTotalMem", e);
        }
    }

    int primaryCtxRetain(long context, int device) {
        try {
            return (int) primaryCtxRetain.invokeExact(context, device);
        } catch (Throwable e) {
            throw functions.notCalled("cuDevicePrimaryCtxRetain", e);
        }
    }

    int primaryCtxRelease(int device) {
        try {
            return (int) primaryCtxRelease.invokeExact(device);
        } catch (Throwable e) {
            throw functions.notCalled("cuDevicePrimaryCtxRelease", e);
        }
    }

    int ctxSetCurrent(long context) {
        try {
            return (int) ctxSetCurrent.invokeExact(context);
        } catch (Throwable e) {
            throw functions.notCalled("cuCtxSetCurrent", e);
        }
    }

    int memGetInfo(long free, long total) {
        try {
            return (int) memGetInfo.invokeExact(free, total);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemGetInfo", e);
        }
    }

    int memAlloc(long address, long bytes) {
        try {
            return (int) memAlloc.invokeExact(address, bytes);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemAlloc", e);
        }
    }

    int memFree(long address) {
        try {
            return (int) memFree.invokeExact(address);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemFree", e);
        }
    }

    int memHostAlloc(long address, long bytes, int flags) {
        try {
            return (int) memHostAlloc.invokeExact(address, bytes, flags);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemHostAlloc", e);
        }
    }

    int memHostGetDevicePointer(long address, long host) {
        try {
            return (int) memHostGetDevicePointer.invokeExact(address, host, 0);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemHostGetDevicePointer", e);
        }
    }

    int memFreeHost(long host) {
        try {
            return (int) memFreeHost.invokeExact(host);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemFreeHost", e);
        }
    }

    int memcpyHtoD(long target, long source, long bytes) {
        try {
            return (int) memcpyHtoD.invokeExact(target, source, bytes);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemcpyHtoD", e);
        }
    }

    int memcpyDtoH(long target, long source, long bytes) {
        try {
            return (int) memcpyDtoH.invokeExact(target, source, bytes);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemcpyDtoH", e);
        }
    }

    int memcpyDtoDAsync(long target, long source, long bytes, long stream) {
        try {
            return (int) memcpyDtoDAsync.invokeExact(target, source, bytes, stream);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemcpyDtoDAsync", e);
        }
    }

    int memsetD32Async(long address, int word, long count, long stream) {
        try {
            return (int) memsetD32Async.invokeExact(address, word, count, stream);
        } catch (Throwable e) {
            throw functions.notCalled("cuMemsetD32Async", e);
        }
    }

    int moduleLoadDataEx(long module, long image, int options, long names, long values) {
        try {
            return (int) moduleLoadDataEx.invokeExact(module, image, options, names, values);
        } catch (Throwable e) {
            throw functions.notCalled("cuModuleLoadDataEx", e);
        }
    }

    int moduleUnload(long module) {
        try {
            return (int) moduleUnload.invokeExact(module);
        } catch (Throwable e) {
            throw functions.notCalled("cuModuleUnload", e);
        }
    }

    int moduleGetFunction(long function, long module, long name) {
        try {
            return (int) moduleGetFunction.invokeExact(function, module, name);
        } catch (Throwable e) {
            throw functions.notCalled("cuModuleGetFunction", e);
        }
    }

    /// With the arguments in one buffer, which `extra` tells, and no shared memory beside the kernel's own.
    int launchKernel(long function, int gridX, int gridY, int threads, long stream, long extra) {
        try {
            return (int) launchKernel.invokeExact(function, gridX, gridY, 1, threads, 1, 1, 0, stream, 0L, extra);
        } catch (Throwable e) {
            throw functions.notCalled("cuLaunchKernel", e);
        }
    }

    int streamCreate(long stream, int flags) {
        try {
            return (int) streamCreate.invokeExact(stream, flags);
        } catch (Throwable e) {
            throw functions.notCalled("cuStreamCreate", e);
        }
    }

    int streamSynchronize(long stream) {
        try {
            return (int) streamSynchronize.invokeExact(stream);
        } catch (Throwable e) {
            throw functions.notCalled("cuStreamSynchronize", e);
        }
    }

    int streamDestroy(long stream) {
        try {
            return (int) streamDestroy.invokeExact(stream);
        } catch (Throwable e) {
            throw functions.notCalled("cuStreamDestroy", e);
        }
    }

    int getErrorName(int code, long text) {
        try {
            return (int) getErrorName.invokeExact(code, text);
        } catch (Throwable e) {
            throw functions.notCalled("cuGetErrorName", e);
        }
    }

    int getErrorString(int code, long text) {
        try {
            return (int) getErrorString.invokeExact(code, text);
        } catch (Throwable e) {
            throw functions.notCalled("cuGetErrorString", e);
        }
    }
}
