/// What computes on a machine: what is there, what each device needs, and whether it gives the right numbers.
package org.dpoworkbench.engine.device;
