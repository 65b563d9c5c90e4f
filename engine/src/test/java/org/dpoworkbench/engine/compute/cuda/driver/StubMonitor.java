package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An NVML in this process, as `nvml.h` declares it.
@SuppressWarnings({"unused", "NamingConvention"}) // called from native code
public final class StubMonitor implements AutoCloseable {
    public static final String UUID = "GPU-a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf";
    private static final long HANDLE = 0x7f00_0000_1234L;

    private final Arena arena = Arena.ofShared();

    /// What a function answers instead of doing anything; 0: it does it.
    public int init;

    public int memory;
    public int utilisation;

    public boolean on;

    /// How often its memory was asked for.
    public int readings;

    public Nvml monitor() {
        return new Nvml(StubLibrary.of(this, "nvml", arena));
    }

    int nvmlInit_v2() {
        on = init == 0;
        return init;
    }

    int nvmlShutdown() {
        on = false;
        return 0;
    }

    long nvmlErrorString(int code) {
        return arena.allocateFrom(
                        switch (code) {
                            case 9 -> "Driver Not Loaded";
                            case 6 -> "Not Found";
                            case 15 -> "GPU is lost";
                            default -> "Unknown Error";
                        })
                .address();
    }

    int nvmlDeviceGetHandleByUUID(long uuid, long device) {
        StubLibrary.at(device, 8).set(JAVA_LONG, 0, HANDLE);
        return StubLibrary.at(uuid, 80).getString(0).equals(UUID) ? 0 : 6;
    }

    int nvmlDeviceGetMemoryInfo(long device, long answer) {
        MemorySegment info = StubLibrary.at(answer, 24);
        info.setAtIndex(JAVA_LONG, 0, 24L << 30);
        info.setAtIndex(JAVA_LONG, 1, 20L << 30);
        info.setAtIndex(JAVA_LONG, 2, 4L << 30);
        readings++;
        return device == HANDLE ? memory : 2;
    }

    int nvmlDeviceGetUtilizationRates(long device, long answer) {
        MemorySegment rates = StubLibrary.at(answer, 8);
        rates.setAtIndex(JAVA_INT, 0, 97);
        rates.setAtIndex(JAVA_INT, 1, 41);
        return utilisation;
    }

    int nvmlDeviceGetTemperature(long device, int sensor, long celsius) {
        StubLibrary.at(celsius, 4).set(JAVA_INT, 0, 66);
        return sensor == 0 ? 0 : 2;
    }

    int nvmlDeviceGetPowerUsage(long device, long milliwatts) {
        StubLibrary.at(milliwatts, 4).set(JAVA_INT, 0, 287_500);
        return 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
