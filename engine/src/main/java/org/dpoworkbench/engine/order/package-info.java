/// Which pairs a step sees: the order of each epoch, and how it is cut into batches and steps.
package org.dpoworkbench.engine.order;
