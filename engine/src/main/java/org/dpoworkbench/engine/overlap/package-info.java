/// Finds texts that are much the same: prompts that nearly repeat each other, and word sequences shared with a
/// benchmark.
package org.dpoworkbench.engine.overlap;
