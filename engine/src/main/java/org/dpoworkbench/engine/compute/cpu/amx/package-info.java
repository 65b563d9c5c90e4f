/// Matrix products on the tile unit of Intel processors (AMX), in routines of machine code that are assembled when the
/// program starts: Java reaches neither the unit nor its tiles.
package org.dpoworkbench.engine.compute.cpu.amx;
