/// What an evaluation recorded of each held-out pair: per-pair files as columns, and what can be counted in
/// them.
package org.dpoworkbench.engine.evaluation;
