/// Preference losses as pure functions: log-probabilities in, loss and gradients out, all in double precision.
package org.dpoworkbench.engine.loss;
