/// What a run's user should be told while it goes on: each alarm watches the run's events and speaks once.
package org.dpoworkbench.engine.alarm;
