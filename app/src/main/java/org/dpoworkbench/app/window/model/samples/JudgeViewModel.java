package org.dpoworkbench.app.window.model.samples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.statistics.WinRate;
import org.dpoworkbench.ui.Messages;

/// Judging blind: two models' answers to a prompt, in an order that says nothing.
public final class JudgeViewModel {
    private final Workbench workbench;
    private final ReadOnlyObjectProperty<SampleGrid> grid;
    private final JudgementFile file;
    private final Queue<Runnable> toWrite = new ConcurrentLinkedQueue<>();
    private final List<Judgement> standing = new ArrayList<>();
    private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
    private final ObjectProperty<SampleColumn> one = new SimpleObjectProperty<>(this, "one");
    private final ObjectProperty<SampleColumn> other = new SimpleObjectProperty<>(this, "other");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.NONE);

    /// Two answers to judge.
    public record Question(String prompt, Event.Sample first, Event.Sample second, boolean oneIsFirst) {}

    /// Where the judging stands.
    ///
    /// @param question  the next; absent: all are judged, or there is nothing to judge
    /// @param judged    prompts that were judged
    /// @param identical prompts that both answer alike, which count as ties
    /// @param of        prompts that both answer
    /// @param rate      how often `one` was preferred, identical answers among the ties; absent before the
    ///               first
    public record State(Optional<Question> question, int judged, int identical, int of, Optional<WinRate> rate) {
        static final State NONE = new State(Optional.empty(), 0, 0, 0, Optional.empty());
    }

    JudgeViewModel(Workbench workbench, ReadOnlyObjectProperty<SampleGrid> grid) {
        this.workbench = workbench;
        this.grid = grid;
        file = new JudgementFile(workbench.folder());
        workbench.background().execute(this::read);
        grid.subscribe(_ -> keepContestants());
        one.subscribe(_ -> next());
        other.subscribe(_ -> next());
    }

    private void read() {
        try {
            List<Judgement> read = file.read();
            workbench.ui().execute(() -> {
                standing.addAll(0, read);
                next();
            });
        } catch (UserError e) {
            workbench.ui().execute(() -> workbench.notices().error(e));
        }
    }

    /// Whether judging is what the place shows.
    public BooleanProperty openProperty() {
        return open;
    }

    /// The models that are judged; null where there are none.
    public ObjectProperty<SampleColumn> oneProperty() {
        return one;
    }

    public ObjectProperty<SampleColumn> otherProperty() {
        return other;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Takes down what the user likes better and goes on.
    public void say(Judgement.Verdict verdict) {
        Optional<Question> question = state.get().question();
        if (question.isEmpty()) {
            return;
        }
        if (workbench.readOnly()) {
            workbench.notices().warning(Messages.text("samples.judge.readOnly"));
            return;
        }
        Contestant a = one.get().contestant();
        Contestant b = other.get().contestant();
        boolean straight = question.get().oneIsFirst();
        var judgement = new Judgement(
                Instant.now(), question.get().prompt(), straight ? a : b, straight ? b : a, verdict, seed());
        standing.add(judgement);
        write(() -> file.append(judgement));
        next();
    }

    /// Takes the last judgement of these two models back, where it is the last of all.
    public boolean canUndo() {
        return !standing.isEmpty() && isHere(standing.getLast());
    }

    public void undo() {
        if (canUndo() && !workbench.readOnly()) {
            standing.removeLast();
            write(file::undo);
            next();
        }
    }

    private void write(Runnable write) {
        toWrite.add(write);
        workbench.background().execute(() -> {
            synchronized (toWrite) { // in the order in which they were said
                try {
                    toWrite.remove().run();
                } catch (UserError e) {
                    workbench.ui().execute(() -> workbench.notices().error(e));
                }
            }
        });
    }

    private boolean isHere(Judgement judgement) {
        return one.get() != null
                && other.get() != null
                && judgement.isOf(one.get().contestant(), other.get().contestant());
    }

    /// By default the reference, or the first policy, against the newest answers.
    private void keepContestants() {
        List<SampleColumn> columns = grid.get().columns();
        one.set(again(one.get(), columns).orElse(columns.isEmpty() ? null : columns.getLast()));
        other.set(again(other.get(), columns).orElse(columns.isEmpty() ? null : columns.getFirst()));
    }

    private static Optional<SampleColumn> again(SampleColumn before, List<SampleColumn> columns) {
        return before == null
                ? Optional.empty()
                : columns.stream()
                        .filter(column -> column.contestant().equals(before.contestant()))
                        .findFirst();
    }

    /// The order depends on the two models alone, so that judging goes on where it was left.
    private long seed() {
        Contestant a = one.get().contestant();
        Contestant b = other.get().contestant();
        return a.toString().hashCode() ^ b.toString().hashCode();
    }

    @SuppressWarnings("ReferenceEquality") // a run against itself
    private void next() {
        if (one.get() == null || other.get() == null || one.get() == other.get()) {
            state.set(State.NONE);
            return;
        }
        List<String> shared = new ArrayList<>(grid.get().prompts().stream()
                .filter(prompt -> one.get().answer(prompt).isPresent()
                        && other.get().answer(prompt).isPresent())
                .toList());
        List<double[]> scores = new ArrayList<>();
        int judged = 0;
        int identical = 0;
        List<String> open = new ArrayList<>();
        for (String prompt : shared) {
            double[] said = standing.stream()
                    .filter(j -> j.prompt().equals(prompt) && isHere(j))
                    .mapToDouble(j -> j.scoreOf(one.get().contestant()))
                    .toArray();
            if (said.length > 0) {
                judged++;
                scores.add(said);
            } else if (completion(one.get(), prompt).equals(completion(other.get(), prompt))) {
                identical++;
                scores.add(new double[] {0.5});
            } else {
                open.add(prompt);
            }
        }
        state.set(new State(
                question(open, shared),
                judged,
                identical,
                shared.size(),
                judged == 0 ? Optional.empty() : Optional.of(WinRate.of(scores, seed()))));
    }

    private static String completion(SampleColumn column, String prompt) {
        return column.answer(prompt).orElseThrow().completion();
    }

    /// The first open prompt in a shuffled order; each prompt has its own coin for the sides.
    private Optional<Question> question(List<String> open, List<String> all) {
        var random = new Random(seed());
        List<String> order = new ArrayList<>(all);
        Collections.sort(order);
        Collections.shuffle(order, random);
        for (String prompt : order) {
            boolean straight = random.nextBoolean();
            if (open.contains(prompt)) {
                Event.Sample a = one.get().answer(prompt).orElseThrow();
                Event.Sample b = other.get().answer(prompt).orElseThrow();
                return Optional.of(new Question(prompt, straight ? a : b, straight ? b : a, straight));
            }
        }
        return Optional.empty();
    }
}
