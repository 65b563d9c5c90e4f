package org.dpoworkbench.engine.project;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.problem.Problems;

/// A preference file of a project.
///
/// @param path             relative to the project's folder, or absolute
/// @param role             what it is for
/// @param set              of a held-out file, the evaluation set that it belongs to; absent: the main one
/// @param columns          field names, where they are not recognised
/// @param promptExtraction how the prompt is found in whole transcripts; absent: `auto`
/// @param sha256           hash of the file when it was added, so that a change is noticed
public record DataSource(
        Path path,
        Role role,
        Optional<String> set,
        ColumnMapping columns,
        Optional<PromptExtraction> promptExtraction,
        Optional<String> sha256) {
    public DataSource {
        set = set == null ? Optional.empty() : set;
        if (set.isPresent()) {
            Problems.in("project")
                    .check(
                            role == Role.HELD_OUT,
                            "%s is for training and in the evaluation set %s; it can be one of them",
                            path,
                            set.get())
                    .throwIfAny();
        }
        columns = columns == null ? ColumnMapping.RECOGNISED : columns;
    }

    /// What a file's pairs are for.
    public enum Role implements Named {
        TRAIN("train"),
        HELD_OUT("held_out");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }
}
