package org.dpoworkbench.app.cli.options;

import org.dpoworkbench.engine.config.SaveDtype;

/// Number types of a model's file, for help and completion.
public final class SaveDtypes extends Names<SaveDtype> {
    SaveDtypes() {
        super(SaveDtype.class);
    }
}
