package org.dpoworkbench.app.room;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Log-probabilities of single tokens under two models.
public interface TokenLogProbabilities {
    /// Computes every pair's and hands them over in order.
    void of(Request request, Consumer<PairTokens> pairs, Progress progress);

    /// Which pairs under which models.
    record Request(ModelSource model, ModelSource reference, List<TokenizedPair> pairs, DeviceConfig device) {
        public Request {
            pairs = List.copyOf(pairs);
        }
    }

    /// A pair's completions token by token.
    record PairTokens(String id, List<Token> chosen, List<Token> rejected) {
        public PairTokens {
            chosen = List.copyOf(chosen);
            rejected = List.copyOf(rejected);
        }
    }

    /// A completion's token.
    ///
    /// @param text     the piece of text it stands for
    /// @param logRatio log π − log π_ref of the token, in nats; absent where it is not scored
    record Token(String text, Optional<Double> logRatio) {}
}
