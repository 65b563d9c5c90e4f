package org.dpoworkbench.engine.compute;

/// A list of 32-bit integers in a backend's memory: token ids, row numbers, positions.
///
/// @param address where it begins, as the backend counts addresses
/// @param size    integers that fit
public record IntTensor(long address, int size) {}
