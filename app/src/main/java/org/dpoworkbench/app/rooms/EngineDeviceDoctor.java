package org.dpoworkbench.app.rooms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dpoworkbench.app.room.DeviceDoctor;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.device.DeviceLook;
import org.dpoworkbench.engine.device.DeviceReport;
import org.dpoworkbench.engine.device.SelfTestNumbers;
import org.dpoworkbench.engine.device.SelfTestResult;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;

/// Devices, looked at and tried in computing processes.
public final class EngineDeviceDoctor implements DeviceDoctor {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
    private static final Duration LONGEST_TEST = Duration.ofMinutes(5);

    @Override
    public DeviceReport look() {
        try {
            return run(new Task.Look(), DeviceReport.class, (_, _, _) -> {}, LONGEST_LOOK);
        } catch (UserError e) {
            return DeviceLook.withoutDriver("The NVIDIA driver could not be asked: " + e.getMessage());
        }
    }

    @Override
    public List<SelfTestResult> selfTest(Progress progress) {
        SelfTestNumbers cpu = numbers(Device.CPU, progress);
        List<SelfTestResult> results = new ArrayList<>();
        results.add(SelfTestResult.of(
                cpu,
                cpu.control().isPresent() ? "itself with OpenBLAS" : "itself",
                cpu.control().orElse(cpu.steps()),
                SelfTestResult.FLOAT32_TOLERANCE));
        for (DeviceReport.DeviceState state : look().devices()) {
            Device device = Named.of(Device.class, "device", state.name());
            if (state.computes() && device != Device.CPU) {
                results.add(against(cpu.steps(), device, progress));
            }
        }
        return results;
    }

    private static SelfTestResult against(List<Map<String, Double>> right, Device device, Progress progress) {
        try {
            return SelfTestResult.of(numbers(device, progress), "the CPU", right, SelfTestResult.FLOAT32_TOLERANCE);
        } catch (UserError e) {
            return SelfTestResult.failed(device.text(), e.getMessage());
        }
    }

    private static SelfTestNumbers numbers(Device device, Progress progress) {
        return run(new Task.SelfTest(new DeviceConfig(device, 0)), SelfTestNumbers.class, progress, LONGEST_TEST);
    }

    private static <T> T run(Task task, Class<T> result, Progress progress, Duration limit) {
        AtomicReference<T> found = new AtomicReference<>();
        TaskProcess.run(task, result, found::set, progress, Optional.of(limit));
        return found.get();
    }
}
