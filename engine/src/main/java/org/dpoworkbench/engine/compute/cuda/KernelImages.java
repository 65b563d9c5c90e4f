package org.dpoworkbench.engine.compute.cuda;

import java.util.function.Function;

/// What a card is given for each source of kernels, and who made machine code of it: two compilers may round otherwise.
///
/// @param maker in words
/// @param of    machine code, made for the card, or PTX of each of [ShippedKernels#SOURCES], by its name
public record KernelImages(String maker, Function<String, byte[]> of) {
    /// The PTX that ships, of which the driver makes machine code.
    public static final KernelImages SHIPPED = new KernelImages("the driver's compiler", ShippedKernels::ptx);
}
