package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dpoworkbench.engine.config.RunConfig;

/// The form's fields, what is wrong with them while they are typed, and the configuration that they make. Nothing is
/// changed but by whoever fills the form, and every change can be undone.
public final class RunForm {
    private static final int MOST_UNDONE = 200;

    private final Path project;
    private final Map<Field, FieldItem> items = new EnumMap<>(Field.class);
    private final ReadOnlyObjectWrapper<FormValues> values = new ReadOnlyObjectWrapper<>(this, "values");
    private final ReadOnlyObjectWrapper<Optional<RunConfig>> config =
            new ReadOnlyObjectWrapper<>(this, "config", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<MethodOffer>> offer =
            new ReadOnlyObjectWrapper<>(this, "offer", Optional.empty());
    private final ObservableList<String> problems = FXCollections.observableArrayList();
    private final Deque<FormValues> past = new ArrayDeque<>();
    private final Deque<FormValues> future = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo");
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(this, "canRedo");
    private Map<Field, String> told = Map.of();
    private Optional<Field> typing = Optional.empty();
    private boolean filling;

    /// @param project the folder that relative paths start from
    public RunForm(Path project, FormValues start) {
        this.project = project;
        for (Field field : Field.values()) {
            FieldItem item = new FieldItem(field, start.text(field));
            item.textProperty().subscribe((_, now) -> typed(field, now));
            items.put(field, item);
        }
        values.set(start);
        read();
    }

    public FieldItem field(Field field) {
        return items.get(field);
    }

    public FormValues values() {
        return values.get();
    }

    public ReadOnlyObjectProperty<FormValues> valuesProperty() {
        return values.getReadOnlyProperty();
    }

    /// The run that the form describes; empty while something is wrong.
    public ReadOnlyObjectProperty<Optional<RunConfig>> configProperty() {
        return config.getReadOnlyProperty();
    }

    public Optional<RunConfig> config() {
        return config.get();
    }

    /// What is wrong and concerns no single field.
    public ObservableList<String> problems() {
        return problems;
    }

    /// The defaults of the method that was just chosen; empty until one is, and once the offer is answered.
    public ReadOnlyObjectProperty<Optional<MethodOffer>> offerProperty() {
        return offer.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /// Chooses the loss and offers its defaults.
    void choose(Method method, ModelSize size) {
        if (!values().method().equals(method)) {
            set(Map.of(Field.LOSS_TYPE, method.text(), Field.LOSS_WEIGHTS, ""));
            offer.set(Optional.of(MethodOffer.of(method, size, values())));
        }
    }

    public void acceptOffer() {
        offer.get().ifPresent(offered -> set(offered.changes()));
        offer.set(Optional.empty());
    }

    public void dismissOffer() {
        offer.set(Optional.empty());
    }

    /// Sets several fields as one change.
    public void set(Map<Field, String> changes) {
        FormValues changed = values().with(changes);
        if (!changed.equals(values())) {
            typing = Optional.empty();
            remember(values());
            fill(changed);
        }
    }

    /// Fills the form anew, with nothing to undo.
    public void begin(FormValues start) {
        past.clear();
        future.clear();
        typing = Optional.empty();
        fill(start);
    }

    /// Fills the whole form as one change.
    public void set(FormValues all) {
        set(all.texts());
    }

    public void undo() {
        if (!past.isEmpty()) {
            future.push(values());
            restore(past.pop());
        }
    }

    public void redo() {
        if (!future.isEmpty()) {
            past.push(values());
            restore(future.pop());
        }
    }

    /// Shows problems that a check found beside the fields that they are about, until the form changes.
    ///
    /// @return those that are about no field
    public List<String> tell(List<String> found) {
        List<String> others = new ArrayList<>();
        var now = new EnumMap<Field, String>(Field.class);
        for (String problem : found) {
            String words = FormWords.of(problem, project);
            place(problem).ifPresentOrElse(field -> now.putIfAbsent(field, words), () -> others.add(words));
        }
        tell(now);
        return others;
    }

    /// Shows problems beside these fields, until the form changes.
    void tell(Map<Field, String> found) {
        told = Map.copyOf(found);
        told.forEach((field, problem) -> items.get(field).error(problem));
    }

    /// The settings in whose fields something is wrong, by their names, in the form's order.
    public List<String> wrongFields() {
        return items.values().stream()
                .filter(item -> !item.errorProperty().get().isEmpty())
                .map(item -> item.field().key())
                .toList();
    }

    /// Shows what is worth knowing beside the fields, until the form changes.
    public void remark(Map<Field, String> remarks) {
        items.forEach((field, item) -> item.remark(remarks.getOrDefault(field, "")));
    }

    /// A sentence about a file is about the field that names the file.
    private Optional<Field> place(String problem) {
        Optional<Field> file = Stream.of(Field.REFERENCE, Field.EVAL_DATA, Field.DATA, Field.CHAT_TEMPLATE, Field.MODEL)
                .filter(field -> FormValues.paths(values().text(field), project).stream()
                        .anyMatch(path -> problem.contains(path.toString())))
                .findFirst();
        return file.or(() -> FieldTexts.fieldOf(problem));
    }

    private void restore(FormValues before) {
        typing = Optional.empty();
        fill(before);
    }

    private void fill(FormValues now) {
        Method method = values().method();
        filling = true;
        try {
            items.forEach((field, item) -> item.textProperty().set(now.text(field)));
        } finally {
            filling = false;
        }
        become(now, method);
    }

    /// Letters typed into one field are undone together.
    private void typed(Field field, String now) {
        if (filling) {
            return;
        }
        if (typing.filter(f -> f == field).isEmpty()) {
            remember(values());
        }
        typing = field.choices().isEmpty() ? Optional.of(field) : Optional.empty();
        become(values().with(field, now), values().method());
    }

    private void remember(FormValues before) {
        past.push(before);
        future.clear();
        if (past.size() > MOST_UNDONE) {
            past.removeLast();
        }
    }

    private void become(FormValues now, Method before) {
        told = Map.of();
        remark(Map.of());
        values.set(now);
        if (!now.method().equals(before)) {
            offer.set(Optional.empty());
        }
        read();
    }

    private void read() {
        FormReader.Reading reading = FormReader.read(values(), project);
        items.forEach((field, item) -> item.error(reading.errors().getOrDefault(field, told.getOrDefault(field, ""))));
        problems.setAll(reading.others());
        canUndo.set(!past.isEmpty());
        canRedo.set(!future.isEmpty());
        config.set(reading.config());
    }
}
