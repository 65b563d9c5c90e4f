package org.dpoworkbench.engine.compute.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On made-up file systems; the places are those of NVIDIA's installation guides and of its packages on PyPI.
class CudaLibrariesTest {
    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private Set<String> loaderKnows = Set.of();

    private CudaLibraries linux() {
        return CudaLibraries.search(new Surroundings(
                Optional.of(root), environment, "/home/ada", false, false, name -> loaderKnows.contains(name)));
    }

    private CudaLibraries windows() {
        return CudaLibraries.search(
                new Surroundings(Optional.of(root), environment, "C:\\Users\\ada", true, false, _ -> false));
    }

    private void file(String path) throws IOException {
        Path file = root.resolve(path.replace(":", "").replace('\\', '/').replaceFirst("^/", ""));
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private List<String> places(CudaLibraries libraries, CudaLibrary library) {
        return libraries.found().get(library).stream()
                .map(found -> "/" + root.relativize(Path.of(found.place())))
                .toList();
    }

    /// As with `libnvidia-compute:i386`, whose folder the loader is told of first.
    @Test
    void aLibraryOfAnotherProcessorIsPassedOver() throws IOException {
        Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
        Files.writeString(root.resolve("etc/ld.so.conf"), "include /etc/ld.so.conf.d/*.conf\n");
        Files.writeString(
                root.resolve("etc/ld.so.conf.d/a.conf"), "/usr/lib/i386-linux-gnu\n/usr/lib/aarch64-linux-gnu\n");
        elf("usr/lib/i386-linux-gnu/libcuda.so.1", 1, 3);
        elf("usr/lib/aarch64-linux-gnu/libcuda.so.1", 2, 183);
        elf("usr/lib/x86_64-linux-gnu/libcuda.so.1", 2, 62);
        assertThat(places(linux(), CudaLibrary.DRIVER)).containsExactly("/usr/lib/x86_64-linux-gnu/libcuda.so.1");
        assertThat(haveDriver()).isTrue();
        Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libcuda.so.1"));
        assertThat(haveDriver()).isFalse();
        loaderKnows = Set.of("libcuda.so.1");
        assertThat(haveDriver()).isTrue();
    }

    private boolean haveDriver() {
        return CudaLibraries.haveDriver(new Surroundings(
                Optional.of(root), environment, "/home/ada", false, false, name -> loaderKnows.contains(name)));
    }

    private void elf(String path, int bits, int processor) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        byte[] header = new byte[64];
        header[0] = 0x7f;
        header[1] = 'E';
        header[2] = 'L';
        header[3] = 'F';
        header[4] = (byte) bits;
        header[18] = (byte) processor;
        Files.write(file, header);
    }

    @Test
    void onAnEmptyMachineNothingIsFoundAndTheFoldersAreNamed() throws IOException {
        Files.createDirectories(root.resolve("usr/lib64"));
        CudaLibraries libraries = linux();

        assertThat(libraries.found().values()).allMatch(List::isEmpty);
        assertThatThrownBy(libraries::driver)
                .isInstanceOf(UserError.class)
                .hasMessage("libcuda.so.1 was not found: is the NVIDIA driver installed? It was looked for in "
                        + root.resolve("usr/lib64") + " and by its name.");
        assertThat(libraries.missing(CudaLibrary.COMPILER))
                .isEqualTo("libnvrtc.so.13 was not found. It comes with the CUDA toolkit 12 or 13, and with PyTorch. It"
                        + " was looked for in " + root.resolve("usr/lib64") + ".");
    }

    @Test
    void theDriverIsFoundWhereDistributionsPutIt() throws IOException {
        file("/usr/lib/x86_64-linux-gnu/libcuda.so.1");
        file("/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1");

        assertThat(places(linux(), CudaLibrary.DRIVER)).containsExactly("/usr/lib/x86_64-linux-gnu/libcuda.so.1");
        assertThat(places(linux(), CudaLibrary.MONITOR)).containsExactly("/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1");
    }

    @Test
    void theToolkitsStubIsNoDriver() throws IOException {
        file("/usr/local/cuda/lib64/libcuda.so");
        file("/usr/local/cuda/lib64/stubs/libcuda.so.1");

        assertThat(linux().found().get(CudaLibrary.DRIVER)).isEmpty();
    }

    @Test
    void theDriverUnderWindowsForLinuxAndInTheLoadersOwnFoldersIsFound() throws IOException {
        file("/usr/lib/wsl/lib/libcuda.so.1");
        file("/opt/nvidia/lib/libcuda.so.1");
        Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
        Files.writeString(root.resolve("etc/ld.so.conf"), "# all\ninclude /etc/ld.so.conf.d/*.conf\n");
        Files.writeString(root.resolve("etc/ld.so.conf.d/nvidia.conf"), "/opt/nvidia/lib # the driver\n");

        assertThat(places(linux(), CudaLibrary.DRIVER))
                .containsExactly("/opt/nvidia/lib/libcuda.so.1", "/usr/lib/wsl/lib/libcuda.so.1");
    }

    @Test
    void aDriverThatTheLoaderAloneKnowsIsUsedByItsName() {
        loaderKnows = Set.of("libcuda.so.1");

        assertThat(linux().driver()).isEqualTo(new CudaLibraries.Found("libcuda.so.1", 0));
    }

    @Test
    void aFolderUnderTwoNamesIsLookedThroughOnce() throws IOException {
        file("/usr/local/cuda-13.0/lib64/libnvrtc.so.13");
        Files.createSymbolicLink(root.resolve("usr/local/cuda"), root.resolve("usr/local/cuda-13.0"));

        assertThat(places(linux(), CudaLibrary.COMPILER)).containsExactly("/usr/local/cuda/lib64/libnvrtc.so.13");
    }

    @Test
    void theNewestToolkitThatTheDriverTakesIsUsed() throws IOException {
        file("/usr/local/cuda-12.8/lib64/libnvrtc.so.12");
        file("/usr/local/cuda-13.0/lib64/libnvrtc.so.13");
        file("/usr/local/cuda-11.8/lib64/libnvrtc.so.11.2");
        file("/usr/local/cuda-12.4/lib64/libnvrtc.so.12");
        CudaLibraries libraries = linux();

        assertThat(places(libraries, CudaLibrary.COMPILER))
                .containsExactly(
                        "/usr/local/cuda-13.0/lib64/libnvrtc.so.13",
                        "/usr/local/cuda-12.8/lib64/libnvrtc.so.12",
                        "/usr/local/cuda-12.4/lib64/libnvrtc.so.12");
        assertThat(libraries.best(CudaLibrary.COMPILER, 12_040).orElseThrow().place())
                .endsWith("cuda-12.8/lib64/libnvrtc.so.12");
        assertThat(libraries.best(CudaLibrary.COMPILER, 13_000).orElseThrow().place())
                .endsWith("libnvrtc.so.13");
        assertThat(libraries.best(CudaLibrary.COMPILER, 11_080)).isEmpty();
    }

    @Test
    void theSettingComesBeforeCudaHomeAndThatBeforeTheLoadersPath() throws IOException {
        for (String folder : List.of("/mine", "/home-of-cuda/lib64", "/loaders", "/usr/local/cuda/lib64")) {
            file(folder + "/libcublasLt.so.12");
        }
        environment.putAll(Map.of(
                "DPO_WORKBENCH_CUDA", "/mine", "CUDA_HOME", "/home-of-cuda", "LD_LIBRARY_PATH", "/nowhere:/loaders:"));

        assertThat(places(linux(), CudaLibrary.PRODUCTS))
                .containsExactly(
                        "/mine/libcublasLt.so.12",
                        "/home-of-cuda/lib64/libcublasLt.so.12",
                        "/loaders/libcublasLt.so.12",
                        "/usr/local/cuda/lib64/libcublasLt.so.12");
    }

    @Test
    void aSettingThatNamesNoFolderIsTold() {
        environment.put("DPO_WORKBENCH_CUDA", "/not/there");

        assertThatThrownBy(this::linux)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("DPO_WORKBENCH_CUDA names /not/there, which is no folder");
    }

    @Test
    void whatPythonBroughtIsFound() throws IOException {
        file("/env/lib/python3.12/site-packages/nvidia/cuda_nvrtc/lib/libnvrtc.so.12");
        file("/env/lib/python3.12/site-packages/nvidia/cublas/lib/libcublasLt.so.12");
        file("/home/ada/.local/lib/python3.9/site-packages/nvidia/cu13/lib/libnvrtc.so.13");
        file("/usr/lib/python3/dist-packages/nvidia/cu13/lib/libcublasLt.so.13");
        file("/conda/lib/libnvrtc.so.12");
        environment.putAll(Map.of("VIRTUAL_ENV", "/env", "CONDA_PREFIX", "/conda"));
        CudaLibraries libraries = linux();

        assertThat(places(libraries, CudaLibrary.COMPILER))
                .containsExactly(
                        "/home/ada/.local/lib/python3.9/site-packages/nvidia/cu13/lib/libnvrtc.so.13",
                        "/conda/lib/libnvrtc.so.12",
                        "/env/lib/python3.12/site-packages/nvidia/cuda_nvrtc/lib/libnvrtc.so.12");
        assertThat(places(libraries, CudaLibrary.PRODUCTS))
                .containsExactly(
                        "/usr/lib/python3/dist-packages/nvidia/cu13/lib/libcublasLt.so.13",
                        "/env/lib/python3.12/site-packages/nvidia/cublas/lib/libcublasLt.so.12");
    }

    @Test
    void windowsHasOtherNamesAndPlaces() throws IOException {
        file("C:\\Windows\\System32\\nvcuda.dll");
        file("C:\\Windows\\System32\\nvml.dll");
        file("C:\\Program Files\\NVIDIA GPU Computing Toolkit\\CUDA\\v12.6\\bin\\nvrtc64_120_0.dll");
        file("C:\\Program Files\\NVIDIA GPU Computing Toolkit\\CUDA\\v13.0\\bin\\x64\\nvrtc64_130_0.dll");
        file("D:\\tools\\cublasLt64_13.dll");
        environment.put("PATH", "C:\\nothing;D:\\tools");
        CudaLibraries libraries = windows();

        assertThat(places(libraries, CudaLibrary.DRIVER)).containsExactly("/C/Windows/System32/nvcuda.dll");
        assertThat(places(libraries, CudaLibrary.MONITOR)).containsExactly("/C/Windows/System32/nvml.dll");
        assertThat(places(libraries, CudaLibrary.COMPILER))
                .containsExactly(
                        "/C/Program Files/NVIDIA GPU Computing Toolkit/CUDA/v13.0/bin/x64/nvrtc64_130_0.dll",
                        "/C/Program Files/NVIDIA GPU Computing Toolkit/CUDA/v12.6/bin/nvrtc64_120_0.dll");
        assertThat(libraries.best(CudaLibrary.PRODUCTS, 13_000).orElseThrow().version())
                .isEqualTo(13);
    }

    @Test
    void whatIsNoLibraryIsRefusedWithItsPath() throws IOException {
        file("/usr/lib64/libcuda.so.1");
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> CudaLibraries.load(linux().driver(), arena))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("libcuda.so.1 cannot be loaded");
        }
    }
}
