/// What a trained policy says of completions: its implicit reward, and choosing by it.
package org.dpoworkbench.engine.score;
