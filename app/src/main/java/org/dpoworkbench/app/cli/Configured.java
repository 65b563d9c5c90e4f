package org.dpoworkbench.app.cli;

import org.dpoworkbench.engine.problem.UserError;

/// A command whose options make a configuration: it is checked together with the options' form, so that everything that
/// is wrong is told at once.
interface Configured {
    /// Makes the configuration and forgets it.
    ///
    /// @throws UserError with every impossible setting
    void checkOptions();
}
