/// The operations of [org.dpoworkbench.engine.compute.Backend] in plain ND4J ones: correctness before speed.
package org.dpoworkbench.engine.compute.nd4j;
