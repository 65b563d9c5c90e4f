package org.dpoworkbench.app.room;

import org.dpoworkbench.engine.device.DeviceReport;

/// Looks at what there is to compute on.
public interface DeviceDoctor {
    /// Looks, in a process of its own and for a limited time: a driver may hang or end its process.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where that is what it did, or a setting is wrong
    DeviceReport look();
}
