package org.dpoworkbench.app.window.pairs;

import javafx.scene.layout.Pane;

/// What all clouds of the place share.
///
/// @param layer over everything that a pair's card may cover
/// @param drawn to be told when a cloud shows other dots
record CloudTools(Motion motion, LassoTool lasso, Pane layer, Runnable drawn) {}
