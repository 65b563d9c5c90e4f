package org.dpoworkbench.engine.compute.cuda.emulator;

/// Which checks can be left out.
///
/// @param warpRaces whether two lanes of one warp race for shared memory where no warp-wide instruction lies between;
///                  races between warps are always told
/// @param gridRaces whether a block may neither overwrite nor read global memory that another block of the same launch
///                  wrote by an ordinary store
record Checks(boolean warpRaces, boolean gridRaces) {
    static final Checks USUAL = new Checks(false, true);
    static final Checks STRICT = new Checks(true, true);
}
