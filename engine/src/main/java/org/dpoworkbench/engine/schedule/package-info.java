/// How the learning rate moves over a run.
package org.dpoworkbench.engine.schedule;
