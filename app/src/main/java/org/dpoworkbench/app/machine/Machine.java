package org.dpoworkbench.app.machine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.device.DeviceReport;

/// What the program finds on this machine.
///
/// @param cpuFeatures     vector instructions that the kernels could use, where the system tells them
/// @param memoryMib       physical memory
/// @param freeDiskMib     free space of the file system that the current folder is on
/// @param javafx          whether the window's toolkit is on the class path
/// @param matrixLibrary   whether there is a BLAS for this system on the class path
/// @param tokenizerLibrary whether there is a tokenizer library for this system on the class path
/// @param devices         what there is to compute on; absent where looking failed
/// @param noDevices       why looking failed
public record Machine(
        String version,
        String java,
        boolean javaIsEnough,
        String system,
        String cpu,
        List<String> cpuFeatures,
        int cores,
        long memoryMib,
        long freeDiskMib,
        boolean javafx,
        boolean matrixLibrary,
        boolean tokenizerLibrary,
        Optional<DeviceReport> devices,
        Optional<String> noDevices) {
    /// The oldest Java that runs the program.
    public static final int JAVA = 25;

    public Machine {
        cpuFeatures = List.copyOf(cpuFeatures);
    }

    /// The findings that keep the program from working, in words; empty where all is well.
    public List<String> problems() {
        return Stream.of(
                        javaIsEnough ? "" : "Java is older than " + JAVA + ": install a newer JDK.",
                        matrixLibrary ? "" : "There is no matrix library for this system: nothing can be computed.",
                        tokenizerLibrary
                                ? ""
                                : "There is no tokenizer library for this system: only pretokenised"
                                        + " data can be used.",
                        noDevices
                                .map(why -> "The devices could not be looked at: " + why)
                                .orElse(""),
                        javafx ? "" : "JavaFX is not on the class path: the window cannot open.")
                .filter(problem -> !problem.isEmpty())
                .toList();
    }
}
