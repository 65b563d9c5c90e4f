/// Routines of machine code for x86-64 Linux, assembled when the program starts. They reach Intel's tile
/// unit (AMX), which Java does not.
package org.dpoworkbench.engine.compute.cpu.machine;
