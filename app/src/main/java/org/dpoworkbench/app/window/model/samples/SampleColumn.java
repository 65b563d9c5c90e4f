package org.dpoworkbench.app.window.model.samples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.ui.Messages;

/// One model's answers to a run's fixed prompts.
///
/// @param run     whose samples they are; of a reference the first run that has it
/// @param samples as the journal has them
/// @param answers by prompt
public record SampleColumn(RunItem run, Event.Samples samples, Map<String, Event.Sample> answers) {
    private static final String REFERENCE = "reference";

    static SampleColumn of(RunItem run, Event.Samples samples) {
        Map<String, Event.Sample> answers = new LinkedHashMap<>();
        samples.samples().forEach(sample -> answers.putIfAbsent(sample.prompt(), sample));
        return new SampleColumn(run, samples, answers);
    }

    public int step() {
        return samples.step();
    }

    public boolean isReference() {
        return samples.model().equals(REFERENCE);
    }

    public Optional<Event.Sample> answer(String prompt) {
        return Optional.ofNullable(answers.get(prompt));
    }

    /// Such as `DPO β 0.1, step 200`.
    public String title() {
        return isReference()
                ? Messages.text("samples.reference")
                : Messages.text("samples.policy", run.label(), Integer.toString(step()));
    }

    /// What the column is called in files.
    public Contestant contestant() {
        return new Contestant(run.id(), samples.model(), step());
    }

    /// Whether both answer every prompt with the same words.
    boolean saysTheSameAs(SampleColumn other) {
        return answers.equals(other.answers);
    }
}
