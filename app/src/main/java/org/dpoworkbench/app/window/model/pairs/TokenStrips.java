package org.dpoworkbench.app.window.model.pairs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.room.TokenLogProbabilities;
import org.dpoworkbench.app.room.TokenLogProbabilities.PairTokens;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.Jobs;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.worker.HeldOutPairs;
import org.dpoworkbench.ui.Messages;

/// Log-ratios of single tokens, computed when asked for and kept.
public final class TokenStrips {
    private final Jobs jobs;
    private final TokenLogProbabilities room;
    private final Map<Key, Strip> kept = new HashMap<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.IDLE);

    private record Key(String run, int step, String pair) {}

    /// A pair's tokens and whose they are.
    public record Strip(Policy policy, PairTokens tokens) {}

    /// Where the computing stands.
    ///
    /// @param job     under way
    /// @param problem why the last one failed; empty: it did not
    /// @param version counts on with every answer
    public record State(Optional<Job> job, String problem, int version) {
        static final State IDLE = new State(Optional.empty(), "", 0);
    }

    TokenStrips(Jobs jobs, TokenLogProbabilities room) {
        this.jobs = jobs;
        this.room = room;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The strip of a pair at an evaluation, where it was computed.
    public Optional<Strip> of(RunItem run, int step, String pair) {
        return Optional.ofNullable(kept.get(new Key(run.id(), step, pair)));
    }

    /// Computes what is not there yet. One computation at a time: an earlier one is cancelled.
    void compute(RunItem run, int step, Collection<HeldOutPairs.Pair> pairs) {
        List<HeldOutPairs.Pair> missing = pairs.stream()
                .filter(pair -> of(run, step, pair.tokens().id()).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        cancel();
        RunConfig config = run.summary().config().orElseThrow();
        int version = state.get().version();
        Job job = jobs.start(
                Messages.text("pairs.job.tokens", run.id()),
                progress -> {
                    Policy policy = Policy.nearest(run, step)
                            .orElseThrow(() -> new UserError(Messages.text("pairs.policy.none", run.id())));
                    List<Strip> strips = new ArrayList<>();
                    room.of(
                            new TokenLogProbabilities.Request(
                                    policy.step() == 0 ? config.start() : config.trained(policy.folder()),
                                    config.reference(),
                                    missing.stream()
                                            .map(HeldOutPairs.Pair::tokens)
                                            .toList(),
                                    config.device()),
                            tokens -> strips.add(new Strip(policy, tokens)),
                            progress);
                    return strips;
                },
                strips -> {
                    strips.forEach(strip ->
                            kept.put(new Key(run.id(), step, strip.tokens().id()), strip));
                    state.set(new State(Optional.empty(), "", version + 1));
                },
                e -> state.set(new State(Optional.empty(), String.valueOf(e.getMessage()), version + 1)),
                this::forgetCancelled);
        state.set(new State(Optional.of(job), "", version));
    }

    private void forgetCancelled() {
        if (state.get().job().filter(Job::isCancelled).isPresent()) {
            state.set(new State(Optional.empty(), "", state.get().version()));
        }
    }

    void cancel() {
        state.get().job().ifPresent(Job::cancel);
        state.set(new State(Optional.empty(), "", state.get().version()));
    }
}
