package org.dpoworkbench.app.window.model.newrun;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rates of a project's runs, read in the background when they are asked for and kept. Call it on the ui executor.
final class MeasuredRates {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredRates.class);

    private final Executor background;
    private final Executor ui;
    private final Runnable news;
    private final Map<String, Optional<MeasuredRate>> known = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /// @param news called on the ui executor when a rate became known
    MeasuredRates(Executor background, Executor ui, Runnable news) {
        this.background = background;
        this.ui = ui;
        this.news = news;
    }

    /// The rate of the run that is most like this one, as far as it is known by now.
    Optional<MeasuredRate> of(Collection<RunItem> runs, RunConfig config) {
        for (RunItem run : MeasuredRate.alike(runs, config)) {
            Optional<MeasuredRate> rate = known.get(run.id());
            if (rate == null) {
                ask(run);
                return Optional.empty();
            }
            if (rate.isPresent()) {
                return rate;
            }
        }
        return Optional.empty();
    }

    private void ask(RunItem run) {
        if (!asked.add(run.id())) {
            return;
        }
        background.execute(() -> {
            Optional<MeasuredRate> rate = read(run);
            ui.execute(() -> {
                // A run that has taken no step yet is asked again the next time.
                if (rate.isPresent()
                        || run.summary().state().filter(s -> s.ended()).isPresent()) {
                    known.put(run.id(), rate);
                    news.run();
                }
                asked.remove(run.id());
            });
        });
    }

    /// The list of runs tells what is wrong with a journal; here it has no rate.
    private static Optional<MeasuredRate> read(RunItem run) {
        try {
            return MeasuredRate.read(run.folder());
        } catch (UserError e) {
            LOG.debug("no rate of {}", run.id(), e);
            return Optional.empty();
        }
    }
}
