package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The CUDA toolkit's run-time compiler: "NVRTC", CUDA Toolkit documentation. It needs no card and no driver.
public final class Nvrtc {
    private static final String LIBRARY = "the run-time compiler, NVRTC,";
    private static final int MESSAGE_BYTES = 4096;
    private static final int COMPILATION = 6; // NVRTC_ERROR_COMPILATION

    private final Functions functions;
    private final MethodHandle errorString;
    private final MethodHandle version;
    private final MethodHandle countArchitectures;
    private final MethodHandle supportedArchitectures;
    private final MethodHandle createProgram;
    private final MethodHandle destroyProgram;
    private final MethodHandle compileProgram;
    private final MethodHandle logSize;
    private final MethodHandle log;
    private final MethodHandle ptxSize;
    private final MethodHandle ptx;
    private final MethodHandle cubinSize;
    private final MethodHandle cubin;

    /// What the compiler makes.
    public enum Output {
        /// Text, which the driver compiles further.
        PTX,
        /// Machine code of one architecture.
        CUBIN
    }

    /// A source and what it is compiled with.
    ///
    /// @param name    for the compiler's messages
    /// @param headers what it includes, by name
    /// @param options the compiler's
    public record Source(String name, String text, Map<String, String> headers, List<String> options) {
        public Source {
            headers = Map.copyOf(headers);
            options = List.copyOf(options);
        }
    }

    /// @throws MissingFunctionException where it is another library, or an older one than CUDA 12's
    public Nvrtc(SymbolLookup library) {
        functions = new Functions(LIBRARY, library);
        errorString = Linker.nativeLinker()
                .downcallHandle(
                        functions.address("nvrtcGetErrorString"),
                        FunctionDescriptor.of(
                                ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(MESSAGE_BYTES, JAVA_BYTE)),
                                JAVA_INT));
        version = function("nvrtcVersion", JAVA_LONG, JAVA_LONG);
        countArchitectures = function("nvrtcGetNumSupportedArchs", JAVA_LONG);
        supportedArchitectures = function("nvrtcGetSupportedArchs", JAVA_LONG);
        createProgram = function("nvrtcCreateProgram", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
        destroyProgram = function("nvrtcDestroyProgram", JAVA_LONG);
        compileProgram = function("nvrtcCompileProgram", JAVA_LONG, JAVA_INT, JAVA_LONG);
        logSize = function("nvrtcGetProgramLogSize", JAVA_LONG, JAVA_LONG);
        log = function("nvrtcGetProgramLog", JAVA_LONG, JAVA_LONG);
        ptxSize = function("nvrtcGetPTXSize", JAVA_LONG, JAVA_LONG);
        ptx = function("nvrtcGetPTX", JAVA_LONG, JAVA_LONG);
        cubinSize = function("nvrtcGetCUBINSize", JAVA_LONG, JAVA_LONG);
        cubin = function("nvrtcGetCUBIN", JAVA_LONG, JAVA_LONG);
    }

    private MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(functions.address(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /// Such as 12.1.
    public String version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_INT, 2);
            check("nvrtcVersion", (int) version.invokeExact(answer.address(), answer.address() + Integer.BYTES));
            return answer.getAtIndex(JAVA_INT, 0) + "." + answer.getAtIndex(JAVA_INT, 1);
        } catch (Throwable e) {
            throw told("nvrtcVersion", e);
        }
    }

    /// The compute capabilities that it makes code for, such as 80 for 8.0, ascending.
    public List<Integer> architectures() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            check("nvrtcGetNumSupportedArchs", (int) countArchitectures.invokeExact(count.address()));
            MemorySegment all = arena.allocate(JAVA_INT, count.get(JAVA_INT, 0));
            check("nvrtcGetSupportedArchs", (int) supportedArchitectures.invokeExact(all.address()));
            return IntStream.of(all.toArray(JAVA_INT)).sorted().boxed().toList();
        } catch (Throwable e) {
            throw told("nvrtcGetSupportedArchs", e);
        }
    }

    /// What was made, and what the compiler said of it.
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is
    public record Compiled(byte[] code, String log) {}

    /// Compiles a source.
    ///
    /// @throws CompilationException where it refuses, with its log
    public byte[] compile(Source source, Output output) {
        return compileWithLog(source, output).code();
    }

    /// As [#compile], with what the compiler said.
    public Compiled compileWithLog(Source source, Output output) {
        try (Arena arena = Arena.ofConfined()) {
            List<Map.Entry<String, String>> headers =
                    List.copyOf(source.headers().entrySet());
            MemorySegment program = arena.allocate(JAVA_LONG);
            check("nvrtcCreateProgram", (int) createProgram.invokeExact(
                    program.address(),
                    arena.allocateFrom(source.text()).address(),
                    arena.allocateFrom(source.name()).address(),
                    headers.size(),
                    texts(headers.stream().map(Map.Entry::getValue).toList(), arena),
                    texts(headers.stream().map(Map.Entry::getKey).toList(), arena)));
            try {
                return compiled(program.get(JAVA_LONG, 0), source, output, arena);
            } finally {
                int _ = (int) destroyProgram.invokeExact(program.address());
            }
        } catch (Throwable e) {
            throw told("nvrtcCompileProgram", e);
        }
    }

    private Compiled compiled(long program, Source source, Output output, Arena arena) throws Throwable {
        int code = (int) compileProgram.invokeExact(program, source.options().size(), texts(source.options(), arena));
        if (code != 0) {
            String said = code == COMPILATION ? log(program, arena) : "";
            throw new CompilationException(source.name(), message(code), said);
        }
        MemorySegment size = arena.allocate(JAVA_LONG);
        MethodHandle sizer = output == Output.PTX ? ptxSize : cubinSize;
        check("The size of what was compiled", (int) sizer.invokeExact(program, size.address()));
        MemorySegment bytes = arena.allocate(size.get(JAVA_LONG, 0));
        MethodHandle getter = output == Output.PTX ? ptx : cubin;
        check("What was compiled", (int) getter.invokeExact(program, bytes.address()));
        return new Compiled(bytes.toArray(JAVA_BYTE), log(program, arena));
    }

    private String log(long program, Arena arena) throws Throwable {
        MemorySegment size = arena.allocate(JAVA_LONG);
        check("nvrtcGetProgramLogSize", (int) logSize.invokeExact(program, size.address()));
        MemorySegment text = arena.allocate(Math.max(1, size.get(JAVA_LONG, 0)));
        check("nvrtcGetProgramLog", (int) log.invokeExact(program, text.address()));
        return text.getString(0).strip();
    }

    /// An array of C strings; 0 for none.
    private static long texts(Collection<String> texts, Arena arena) {
        return texts.isEmpty()
                ? 0
                : arena.allocateFrom(
                                JAVA_LONG,
                                texts.stream()
                                        .mapToLong(
                                                text -> arena.allocateFrom(text).address())
                                        .toArray())
                        .address();
    }

    private void check(String call, int code) throws Throwable {
        if (code != 0) {
            throw new CompilationException(call, message(code), "");
        }
    }

    private String message(int code) throws Throwable {
        return ((MemorySegment) errorString.invokeExact(code)).getString(0) + " (" + code + ")";
    }

    private RuntimeException told(String call, Throwable e) {
        return e instanceof CompilationException refused ? refused : functions.notCalled(call, e);
    }
}
