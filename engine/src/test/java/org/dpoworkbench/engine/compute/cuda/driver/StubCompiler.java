package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An NVRTC in this process, as `nvrtc.h` of CUDA 13 declares it: what it compiles is what it was given, as text. A
/// source that has the word `error` is refused.
@SuppressWarnings({"unused", "NamingConvention"}) // called from native code
public final class StubCompiler implements AutoCloseable {
    private static final long PROGRAM = 0x9_0000_0001L;
    private static final int COMPILATION_ERROR = 6;

    private final Arena arena = Arena.ofShared();
    private String given = "";
    private byte[] result = {};
    private String log = "";

    /// The numbers of the architectures that it knows.
    public int[] architectures = {75, 80, 89, 90};

    /// Programs made and not yet destroyed.
    public int live;

    /// How often it has compiled.
    public int compilations;

    public Nvrtc compiler() {
        return new Nvrtc(StubLibrary.of(this, "nvrtc", arena));
    }

    int nvrtcVersion(long major, long minor) {
        StubLibrary.at(major, 4).set(JAVA_INT, 0, 12);
        StubLibrary.at(minor, 4).set(JAVA_INT, 0, 8);
        return 0;
    }

    int nvrtcGetNumSupportedArchs(long count) {
        StubLibrary.at(count, 4).set(JAVA_INT, 0, architectures.length);
        return 0;
    }

    int nvrtcGetSupportedArchs(long all) {
        StubLibrary.at(all, 4L * architectures.length).copyFrom(MemorySegment.ofArray(architectures));
        return 0;
    }

    long nvrtcGetErrorString(int code) {
        return arena.allocateFrom(code == COMPILATION_ERROR ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR_INVALID_INPUT")
                .address();
    }

    int nvrtcCreateProgram(long program, long source, long name, int headers, long contents, long names) {
        List<String> included = new ArrayList<>();
        for (int i = 0; i < headers; i++) {
            included.add(text(names, headers, i) + "=" + text(contents, headers, i));
        }
        given = text(name) + " " + text(source) + " "
                + included.stream().sorted().toList();
        live++;
        StubLibrary.at(program, 8).set(JAVA_LONG, 0, PROGRAM);
        return 0;
    }

    int nvrtcDestroyProgram(long program) {
        live--;
        return StubLibrary.at(program, 8).get(JAVA_LONG, 0) == PROGRAM ? 0 : 4;
    }

    int nvrtcCompileProgram(long program, int options, long texts) {
        compilations++;
        List<String> all = new ArrayList<>();
        for (int i = 0; i < options; i++) {
            all.add(text(texts, options, i));
        }
        result = (given + " " + all).getBytes(StandardCharsets.UTF_8);
        log = given.contains("error") ? "x.cu(3): identifier \"error\" is undefined\n" : "";
        return program != PROGRAM ? 4 : log.isEmpty() ? 0 : COMPILATION_ERROR;
    }

    int nvrtcGetProgramLogSize(long program, long size) {
        StubLibrary.at(size, 8).set(JAVA_LONG, 0, log.length() + 1);
        return 0;
    }

    int nvrtcGetProgramLog(long program, long text) {
        StubLibrary.at(text, log.length() + 1L).setString(0, log);
        return 0;
    }

    int nvrtcGetPTXSize(long program, long size) {
        StubLibrary.at(size, 8).set(JAVA_LONG, 0, result.length + 4);
        return 0;
    }

    int nvrtcGetPTX(long program, long bytes) {
        return put("ptx ", bytes);
    }

    int nvrtcGetCUBINSize(long program, long size) {
        StubLibrary.at(size, 8).set(JAVA_LONG, 0, result.length + 4);
        return 0;
    }

    int nvrtcGetCUBIN(long program, long bytes) {
        return put("bin ", bytes);
    }

    private int put(String kind, long bytes) {
        MemorySegment target = StubLibrary.at(bytes, result.length + 4);
        MemorySegment.copy(kind.getBytes(StandardCharsets.UTF_8), 0, target, JAVA_BYTE, 0, 4);
        MemorySegment.copy(result, 0, target, JAVA_BYTE, 4, result.length);
        return 0;
    }

    private static String text(long array, int length, int index) {
        return text(StubLibrary.at(array, 8L * length).getAtIndex(JAVA_LONG, index));
    }

    private static String text(long address) {
        return StubLibrary.at(address, 1 << 20).getString(0);
    }

    @Override
    public void close() {
        arena.close();
    }
}
