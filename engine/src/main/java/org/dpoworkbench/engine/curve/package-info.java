/// What a run recorded, in columns: primitive arrays that charts, figures and comparisons read.
package org.dpoworkbench.engine.curve;
