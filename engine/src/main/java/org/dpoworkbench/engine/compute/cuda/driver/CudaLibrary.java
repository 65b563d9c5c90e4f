package org.dpoworkbench.engine.compute.cuda.driver;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The native libraries that are used, by the names of their files.
public enum CudaLibrary {
    /// The driver's own: it reaches the card.
    DRIVER("libcuda\\.so\\.1", "nvcuda\\.dll", "libcuda.so.1"),
    /// NVML, which comes with the driver: it watches the card.
    MONITOR("libnvidia-ml\\.so\\.1", "nvml\\.dll", "libnvidia-ml.so.1"),
    /// The toolkit's run-time compiler.
    COMPILER("libnvrtc\\.so\\.(\\d+)", "nvrtc64_(\\d\\d)\\d_0\\.dll", "libnvrtc.so.13"),
    /// The toolkit's matrix products.
    PRODUCTS("libcublasLt\\.so\\.(\\d+)", "cublasLt64_(\\d+)\\.dll", "libcublasLt.so.13");

    private final Pattern linux;
    private final Pattern windows;
    private final String usualName;

    CudaLibrary(String linux, String windows, String usualName) {
        this.linux = Pattern.compile(linux);
        this.windows = Pattern.compile(windows);
        this.usualName = usualName;
    }

    /// Whether it comes with the driver; the others come with the CUDA toolkit, whose versions are told apart.
    public boolean isTheDrivers() {
        return this == DRIVER || this == MONITOR;
    }

    /// The name that people know it by.
    public String usualName() {
        return usualName;
    }

    /// The major version of CUDA that a file of that name is of; 0 for the driver's; absent where it is another file.
    OptionalInt version(String fileName, boolean onWindows) {
        Matcher matcher = (onWindows ? windows : linux).matcher(fileName);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(matcher.groupCount() == 0 ? 0 : Integer.parseInt(matcher.group(1)));
    }
}
