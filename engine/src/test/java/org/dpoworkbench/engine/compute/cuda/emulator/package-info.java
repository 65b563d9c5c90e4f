/// Executes PTX, the CUDA kernels' intermediate language, instruction by instruction on a machine without a card, with
/// checks that a card does not make. Source: NVIDIA, "Parallel Thread Execution ISA", version 8.1.
package org.dpoworkbench.engine.compute.cuda.emulator;
