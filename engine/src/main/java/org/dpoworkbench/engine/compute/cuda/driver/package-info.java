/// One NVIDIA card as the program sees it: its memory, its kernels, and the calls that reach them.
package org.dpoworkbench.engine.compute.cuda.driver;
