package org.dpoworkbench.app.room;

import java.util.List;
import org.dpoworkbench.engine.device.DeviceReport;
import org.dpoworkbench.engine.device.SelfTestResult;
import org.dpoworkbench.engine.progress.Progress;

/// Looks at what there is to compute on.
public interface DeviceDoctor {
    /// Looks, in a process of its own and for a limited time: a driver may hang or end its process. Where that is what
    /// it does, that is told, with what is seen without it.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where a setting is wrong
    DeviceReport look();

    /// Trains a little on every device that can compute, and holds its numbers against the CPU's; takes about ten
    /// seconds a device. A device that fails is told so.
    List<SelfTestResult> selfTest(Progress progress);
}
