/// Computing on one NVIDIA card.
package org.dpoworkbench.engine.compute.cuda;
