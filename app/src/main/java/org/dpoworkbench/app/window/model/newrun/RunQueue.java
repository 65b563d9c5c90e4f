package org.dpoworkbench.app.window.model.newrun;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.app.room.RunWatch;
import org.dpoworkbench.app.room.Runs;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Runs that wait for their turn: run folders with a configuration, a mark, and no worker yet. As many as there are
/// slots compute at a time on a device; a place that becomes free is filled in the queue's order.
///
/// The queue is on disk and outlives the window. Observable state changes on the `ui` executor alone.
public final class RunQueue {
    private static final Seat PROCESSOR = new Seat(false, Optional.empty());

    private final Supplier<Project> project;
    private final Runs runs;
    private final RunList list;
    private final Executor background;
    private final Executor ui;
    private final Consumer<Throwable> failed;
    private final boolean readOnly;
    private final ObservableList<RunItem> waiting = FXCollections.observableArrayList();
    private final ObservableList<RunItem> readOnlyWaiting = FXCollections.unmodifiableObservableList(waiting);
    private final IntegerProperty slots = new SimpleIntegerProperty(this, "slots", 1);
    private final Map<String, Long> places = new HashMap<>();
    /// Started a moment ago and not seen under way yet, with what they compute on.
    private final Map<String, Seat> starting = new LinkedHashMap<>();
    private final Set<String> looked = new HashSet<>();
    private long next;
    private boolean looking;
    private volatile boolean closed;

    /// @param background runs what waits for files and processes
    /// @param failed     hears on the ui executor of what could not be done
    /// @param readOnly   nothing is started from here
    public RunQueue(
            Supplier<Project> project,
            Runs runs,
            RunList list,
            Executor background,
            Executor ui,
            Consumer<Throwable> failed,
            boolean readOnly) {
        this.project = project;
        this.runs = runs;
        this.list = list;
        this.background = background;
        this.ui = ui;
        this.failed = failed;
        this.readOnly = readOnly;
        list.runs().addListener((ListChangeListener<RunItem>) _ -> look());
        list.underWayProperty().subscribe(_ -> proceed());
        slots.subscribe(_ -> proceed());
    }

    /// The runs that wait, the next one first.
    public ObservableList<RunItem> waiting() {
        return readOnlyWaiting;
    }

    /// How many runs compute at a time on a device, >= 1.
    public IntegerProperty slotsProperty() {
        return slots;
    }

    /// Makes a run folder for each and puts them at the end of the queue.
    ///
    /// @param then hears the folders, in the same order, on the ui executor
    public void add(List<RunConfig> configs, Consumer<List<RunFolder>> then) {
        long place = Math.max(System.currentTimeMillis(), next);
        next = place + configs.size();
        work(() -> {
            List<RunFolder> folders = new ArrayList<>();
            for (RunConfig config : configs) {
                RunFolder folder = project.get().newRun(config);
                // The mark first: a folder is a run once it has its configuration.
                QueueMark.write(folder, place + folders.size());
                runs.enqueue(config, folder);
                folders.add(folder);
            }
            ui.execute(() -> then.accept(folders));
        });
    }

    /// Starts the first now, whatever else computes, and puts the others at the end of the queue.
    ///
    /// @param then hears the folders, in the same order, on the ui executor, once the first is under way
    public void start(List<RunConfig> configs, Consumer<List<RunFolder>> then) {
        RunConfig first = configs.getFirst();
        work(() -> {
            RunFolder folder = project.get().newRun(first);
            ui.execute(() -> starting.put(folder.id(), seat(first)));
            RunWatch watch;
            try {
                watch = runs.start(first, folder);
            } catch (UserError e) {
                ui.execute(() -> starting.remove(folder.id()));
                throw e;
            }
            ui.execute(() -> {
                List<RunFolder> all = new ArrayList<>(List.of(folder));
                if (configs.size() == 1) {
                    then.accept(all);
                } else {
                    add(configs.subList(1, configs.size()), rest -> {
                        all.addAll(rest);
                        then.accept(all);
                    });
                }
            });
            follow(watch, folder);
        });
    }

    /// Starts a waiting run whatever else computes.
    public void startNow(RunItem run) {
        if (waiting.remove(run)) {
            launch(run);
        }
    }

    /// Takes the run out of the queue; its folder stays, for the user to start or delete.
    public void cancel(RunItem run) {
        if (waiting.remove(run)) {
            places.remove(run.id());
            work(() -> QueueMark.delete(run.folder()));
        }
    }

    /// Moves a waiting run by so many places: negative is towards the head.
    public void move(RunItem run, int by) {
        int from = waiting.indexOf(run);
        int to = Math.clamp((long) from + by, 0, waiting.size() - 1);
        if (from < 0 || from == to) {
            return;
        }
        List<RunItem> order = new ArrayList<>(waiting);
        order.add(to, order.remove(from));
        List<Long> free =
                order.stream().map(item -> places.get(item.id())).sorted().toList();
        for (int i = 0; i < order.size(); i++) {
            RunFolder folder = order.get(i).folder();
            long place = free.get(i);
            if (!Long.valueOf(place).equals(places.put(order.get(i).id(), place))) {
                work(() -> QueueMark.write(folder, place));
            }
        }
        waiting.setAll(order);
    }

    /// Starts nothing any more; from any thread. What waits is found again when the project is opened.
    public void close() {
        closed = true;
    }

    /// The list changes run by run; the queue waits until it has them all, as the last may be first in turn.
    private void look() {
        if (!looking) {
            looking = true;
            ui.execute(this::lookNow);
        }
    }

    /// Looks for marks in folders that came into the list.
    private void lookNow() {
        looking = false;
        List<RunItem> now = List.copyOf(list.runs());
        looked.retainAll(now.stream().map(RunItem::id).toList());
        if (waiting.removeIf(item -> !now.contains(item))) {
            places.keySet().retainAll(looked);
        }
        List<RunItem> unknown = now.stream()
                .filter(item -> !item.isGuest() && looked.add(item.id()))
                .toList();
        if (!unknown.isEmpty()) {
            work(() -> {
                Map<RunItem, Long> marked = new HashMap<>();
                for (RunItem item : unknown) {
                    QueueMark.read(item.folder()).ifPresent(place -> marked.put(item, place));
                }
                ui.execute(() -> enter(marked));
            });
        }
        proceed();
    }

    private void enter(Map<RunItem, Long> marked) {
        marked.forEach((item, place) -> {
            if (item.summary().state().filter(s -> s == RunState.QUEUED).isPresent()) {
                places.put(item.id(), place);
                waiting.add(item);
            } else {
                // Its worker began, and the window closed before the mark was gone.
                work(() -> QueueMark.delete(item.folder()));
            }
        });
        waiting.sort(Comparator.comparing(item -> places.get(item.id())));
        proceed();
    }

    /// Fills what is free.
    private void proceed() {
        list.runs().stream()
                .filter(item ->
                        item.summary().state().filter(s -> s != RunState.QUEUED).isPresent())
                .forEach(item -> starting.remove(item.id()));
        if (readOnly || closed) {
            return;
        }
        for (RunItem item : List.copyOf(waiting)) {
            if (computing(seat(item)) < slots.get()) {
                waiting.remove(item);
                launch(item);
            }
        }
    }

    /// Runs that compute where `seat` is, or may be.
    private long computing(Seat seat) {
        return starting.values().stream().filter(seat::maybeSame).count()
                + list.runs().stream()
                        .filter(item -> !item.isGuest()
                                && item.summary().underWay()
                                && seat(item).maybeSame(seat))
                        .count();
    }

    private void launch(RunItem item) {
        starting.put(item.id(), seat(item));
        places.remove(item.id());
        work(() -> {
            RunWatch watch;
            try {
                watch = runs.launch(item.folder());
            } catch (RuntimeException e) { // whatever it was, the place is free again
                ui.execute(() -> {
                    starting.remove(item.id());
                    proceed();
                });
                throw e;
            } finally {
                QueueMark.delete(item.folder());
            }
            follow(watch, item.folder());
        });
    }

    /// Waits on a thread of its own for the run's end, which puts a crash on record.
    private void follow(RunWatch watch, RunFolder folder) {
        ui.execute(this::askForNews);
        RunEnd end;
        try {
            end = watch.follow(_ -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the window closes; the run goes on
            return;
        }
        ui.execute(() -> {
            if (end.state().ended()) {
                starting.remove(folder.id());
            }
            askForNews();
            proceed();
        });
    }

    private void askForNews() {
        if (!closed) {
            list.refresh();
        }
    }

    private void work(Runnable task) {
        background.execute(() -> {
            try {
                task.run();
            } catch (UserError e) {
                ui.execute(() -> failed.accept(e));
            }
        });
    }

    private static Seat seat(RunItem item) {
        return item.summary().config().map(RunQueue::seat).orElse(PROCESSOR);
    }

    private static Seat seat(RunConfig config) {
        return Seat.of(config.device());
    }
}
