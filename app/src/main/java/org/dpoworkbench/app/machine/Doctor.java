package org.dpoworkbench.app.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dpoworkbench.engine.device.DeviceReport;
import org.dpoworkbench.engine.problem.UserError;

/// Looks at this machine. This process loads no native library for it.
public final class Doctor {
    private static final long MIB = 1 << 20;
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> FEATURES =
            List.of("sse4_2", "avx", "avx2", "fma", "f16c", "avx512f", "avx512_bf16", "amx_tile", "asimd", "sve");

    private Doctor() {}

    /// @param folder whose file system's room is told
    /// @param look   finds what there is to compute on; where that fails, the rest is told all the same
    public static Machine examine(Path folder, Supplier<DeviceReport> look) throws IOException {
        Optional<DeviceReport> devices = Optional.empty();
        Optional<String> noDevices = Optional.empty();
        try {
            devices = Optional.of(look.get());
        } catch (UserError e) {
            noDevices = Optional.of(e.getMessage());
        }
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                ProgramVersion.number(),
                "%s (%s), %s"
                        .formatted(
                                Runtime.version(), System.getProperty("java.vendor"), System.getProperty("java.home")),
                Runtime.version().feature() >= Machine.JAVA,
                "%s %s, %s".formatted(machine.getName(), machine.getVersion(), machine.getArch()),
                cpuInfo("model name").orElse(machine.getArch()),
                features(),
                Runtime.getRuntime().availableProcessors(),
                machine.getTotalMemorySize() / MIB,
                Files.getFileStore(folder).getUsableSpace() / MIB,
                isOnClassPath("javafx/application/Application.class"),
                isOnClassPath("org/bytedeco/openblas/%s/%s".formatted(bytedecoSystem(), blasFile())),
                isOnClassPath("native/lib/%s/cpu/%s".formatted(djlSystem(), System.mapLibraryName("tokenizers"))),
                devices,
                noDevices);
    }

    private static List<String> features() {
        String flags = cpuInfo("flags").or(() -> cpuInfo("Features")).orElse("");
        List<String> all = Arrays.asList(flags.split(" "));
        return FEATURES.stream().filter(all::contains).toList();
    }

    /// The first processor's entry; absent where the system has no such file.
    private static Optional<String> cpuInfo(String name) {
        if (!Files.isReadable(CPU_INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(name + "\t") || line.startsWith(name + ":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isOnClassPath(String resource) {
        return Doctor.class.getClassLoader().getResource(resource) != null;
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "macosx" : "linux";
    }

    private static String bytedecoSystem() {
        return system() + (isArm() ? "-arm64" : "-x86_64");
    }

    private static String blasFile() {
        return switch (system()) {
            case "windows" -> "libopenblas.dll";
            case "macosx" -> "libopenblas.0.dylib";
            default -> "libopenblas.so.0";
        };
    }

    private static String djlSystem() {
        String name = switch (system()) {
            case "windows" -> "win";
            case "macosx" -> "osx";
            default -> "linux";
        };
        return name + (isArm() ? "-aarch64" : "-x86_64");
    }
}
