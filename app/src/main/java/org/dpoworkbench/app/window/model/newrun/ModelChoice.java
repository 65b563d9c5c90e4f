package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.HuggingFaceCache;

/// The folders that the form names as model and reference: which there are, and what the chosen ones hold.
public final class ModelChoice {
    private static final List<Field> FOLDERS = List.of(Field.MODEL, Field.REFERENCE);

    private final Workbench workbench;
    private final HuggingFaceCache cache;
    private final RunForm form;
    private final Map<Field, ReadOnlyObjectWrapper<ModelLookup>> found = new EnumMap<>(Field.class);
    private final ObservableList<Path> folders = FXCollections.observableArrayList();

    /// @param cache where fetched models lie
    ModelChoice(Workbench workbench, HuggingFaceCache cache, RunForm form) {
        this.workbench = workbench;
        this.cache = cache;
        this.form = form;
        for (Field field : FOLDERS) {
            found.put(field, new ReadOnlyObjectWrapper<>(this, field.key(), new ModelLookup.Unknown()));
            form.field(field).textProperty().subscribe(text -> lookUp(field, text));
        }
        workbench.store().projectProperty().subscribe(_ -> list());
    }

    /// Folders to choose from: the project's, the cache's.
    public ObservableList<Path> folders() {
        return folders;
    }

    /// What the field's text stands for.
    ///
    /// @param field [Field#MODEL] or [Field#REFERENCE]
    public ReadOnlyObjectProperty<ModelLookup> found(Field field) {
        return found.get(field).getReadOnlyProperty();
    }

    public void choose(Field field, Path folder) {
        form.set(Map.of(field, FormValues.path(folder, workbench.folder())));
    }

    /// Asks for a folder and chooses it.
    ///
    /// @param title of the question
    public void browse(Field field, String title) {
        workbench
                .desk()
                .openFolder(title, Optional.of(workbench.project().models()))
                .ifPresent(folder -> choose(field, folder));
    }

    /// Of the model; absent until it is found.
    OptionalLong parameters() {
        return found.get(Field.MODEL).get() instanceof ModelLookup.Found model
                ? OptionalLong.of(model.facts().parameters())
                : OptionalLong.empty();
    }

    private void lookUp(Field field, String text) {
        found.get(field).set(new ModelLookup.Unknown());
        workbench.background().execute(() -> {
            ModelLookup lookup = ModelLookup.of(text, workbench.folder(), cache);
            workbench.ui().execute(() -> {
                if (form.values().text(field).equals(text)) {
                    found.get(field).set(lookup);
                }
            });
        });
    }

    private void list() {
        List<Path> own = workbench.project().settings().models().stream()
                .map(path -> workbench.project().resolve(path))
                .toList();
        workbench.background().execute(() -> {
            List<Path> all = new ArrayList<>(own);
            try {
                cache.snapshots().forEach(snapshot -> all.add(snapshot.folder()));
            } catch (UserError e) {
                workbench.ui().execute(() -> workbench.notices().error(e));
            }
            workbench.ui().execute(() -> folders.setAll(all));
        });
    }
}
