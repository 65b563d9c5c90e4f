/// What the command line asks for, answered by the engine.
package org.dpoworkbench.app.rooms;
