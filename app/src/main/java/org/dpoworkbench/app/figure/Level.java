package org.dpoworkbench.app.figure;

/// A horizontal line at a value that theory gives.
///
/// @param label what the value is, drawn at the line
/// @param labelSide where the label stands, out of the curves' way
record Level(double value, String label, Side labelSide) {
    enum Side {
        ABOVE,
        BELOW
    }
}
