package org.dpoworkbench.engine.weights;

/// A parameter that a decoder must find in a model's files.
///
/// @param name  in full, as `save_pretrained` writes it
/// @param shape extents as in the file, outermost first
@SuppressWarnings("ArrayRecordComponent") // the shape is handed on as it is, and never changed
public record ExpectedTensor(String name, long... shape) {}
