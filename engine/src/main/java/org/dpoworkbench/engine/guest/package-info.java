/// Runs that other programs made, read and followed without touching them: TRL output folders, TensorBoard
/// event files, CSV. See `docs/other-runs.md`.
package org.dpoworkbench.engine.guest;
