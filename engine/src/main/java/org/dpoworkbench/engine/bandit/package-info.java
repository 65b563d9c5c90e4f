/// The bandit experiments of the IPO paper, Azar et al. 2023 (arXiv 2310.12036), section 5: three actions, no prompt, a
/// policy of three logits, and the closed forms that training is held against.
package org.dpoworkbench.engine.bandit;
