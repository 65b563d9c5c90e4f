/// Makes preference pairs of what says how good completions are: scores, attributes, ranks, votes, or a scorer of
/// one's own samples.
package org.dpoworkbench.engine.pairs;
