package org.dpoworkbench.app.rooms;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dpoworkbench.app.room.DeviceDoctor;
import org.dpoworkbench.engine.device.DeviceReport;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;

/// Devices, looked at from a computing process.
public final class EngineDeviceDoctor implements DeviceDoctor {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);

    @Override
    public DeviceReport look() {
        AtomicReference<DeviceReport> found = new AtomicReference<>();
        TaskProcess.run(new Task.Look(), DeviceReport.class, found::set, (_, _, _) -> {}, Optional.of(LONGEST_LOOK));
        return found.get();
    }
}
