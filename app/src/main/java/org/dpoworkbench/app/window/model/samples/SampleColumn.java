package org.dpoworkbench.app.window.model.samples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.ui.Messages;

/// One model's answers to a run's fixed prompts.
///
/// @param run     whose samples they are; of a reference the first run that has it
/// @param samples as the journal has them
/// @param answers by prompt, one or several in the order in which they were drawn
public record SampleColumn(RunItem run, Event.Samples samples, Map<String, List<Event.Sample>> answers) {
    private static final String REFERENCE = "reference";

    static SampleColumn of(RunItem run, Event.Samples samples) {
        Map<String, List<Event.Sample>> answers = new LinkedHashMap<>();
        samples.samples()
                .forEach(sample -> answers.computeIfAbsent(sample.prompt(), _ -> new ArrayList<>())
                        .add(sample));
        return new SampleColumn(run, samples, answers);
    }

    public int step() {
        return samples.step();
    }

    public boolean isReference() {
        return samples.model().equals(REFERENCE);
    }

    /// The first answer, which stands for the model where one must.
    public Optional<Event.Sample> answer(String prompt) {
        return all(prompt).stream().findFirst();
    }

    /// Every answer; none where the prompt was not asked.
    public List<Event.Sample> all(String prompt) {
        return answers.getOrDefault(prompt, List.of());
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
