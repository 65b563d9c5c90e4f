/// Charts for the screen: JFreeChart objects without a toolkit, in the theme's colours. Those for paper are in
/// `figure`.
package org.dpoworkbench.app.chart;
