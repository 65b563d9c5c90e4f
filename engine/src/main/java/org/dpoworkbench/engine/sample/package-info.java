/// The sample project: short reviews whose true reward is known, preference pairs labelled by it, a tokenizer and a
/// small untrained model, all made from a seed. The same seed gives the same bytes on every system: only
/// [java.util.Random], whose algorithm its documentation fixes, and [StrictMath] are drawn upon.
package org.dpoworkbench.engine.sample;
