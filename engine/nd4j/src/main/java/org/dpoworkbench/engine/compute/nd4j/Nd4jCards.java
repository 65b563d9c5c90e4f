package org.dpoworkbench.engine.compute.nd4j;

import java.util.Optional;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.Cards;

/// Which cards ND4J's CUDA library has machine code for: it was made with CUDA 11.6 for compute capability 3.7 to 8.6,
/// without PTX, from which a driver could make code for others. Code for 8.6 runs on later 8s (CUDA C++ Programming
/// Guide, "Binary Compatibility").
final class Nd4jCards {
    private static final int OLDEST_MAJOR = 3;
    private static final int OLDEST_MINOR = 7;
    private static final int NEWEST_MAJOR = 8;

    /// CUDA 11's libraries run on every driver for one of its versions ("CUDA Compatibility").
    private static final int OLDEST_DRIVER = 11_000;

    private Nd4jCards() {}

    /// Why a card cannot compute with ND4J, without the full stop; empty where it can.
    static Optional<String> whyNot(Card card) {
        String code = "ND4J " + Nd4jVersion.VERSION + " has machine code for compute capability 3.7 to 8.6 and no PTX; "
                + card.name() + " is " + card.computeCapability();
        if (card.major() > NEWEST_MAJOR) {
            return Optional.of(code + ": use --device cuda");
        }
        if (card.major() < OLDEST_MAJOR || card.major() == OLDEST_MAJOR && card.minor() < OLDEST_MINOR) {
            return Optional.of(code + ": use --device cpu");
        }
        if (card.driverVersion() < OLDEST_DRIVER) {
            return Optional.of("the NVIDIA driver knows CUDA up to %s, and %s is needed: install driver 450 or newer"
                    .formatted(Cards.version(card.driverVersion()), Cards.version(OLDEST_DRIVER)));
        }
        return Optional.empty();
    }
}
