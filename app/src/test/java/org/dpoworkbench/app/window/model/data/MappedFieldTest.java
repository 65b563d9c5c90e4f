package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.data.RecordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MappedFieldTest {
    private static final ColumnMapping ALL = new ColumnMapping(
            Optional.of("a"),
            Optional.of("b"),
            Optional.of("c"),
            Optional.of("d"),
            Optional.of("e"),
            List.of("f1", "f2"),
            List.of("g1", "g2"),
            List.of("h1", "h2"),
            List.of("i1", "i2"),
            Optional.of("j"));

    @Test
    void whatAMappingNamesMakesTheMappingAgain() {
        var named = new EnumMap<MappedField, List<String>>(MappedField.class);
        Arrays.stream(MappedField.values()).forEach(field -> named.put(field, field.named(ALL)));
        assertThat(MappedField.mapping(named)).isEqualTo(ALL);
        assertThat(MappedField.mapping(new EnumMap<>(MappedField.class))).isEqualTo(ColumnMapping.RECOGNISED);
    }

    @Test
    void aKindOffersItsPartsAndEveryKindTheSource() {
        assertThat(MappedField.of(RecordKind.UNPAIRED, ColumnMapping.RECOGNISED))
                .contains(MappedField.COMPLETION, MappedField.LABEL)
                .doesNotContain(MappedField.RANKS, MappedField.PREFERENCE);
        assertThat(MappedField.of(RecordKind.RANKINGS, ColumnMapping.RECOGNISED))
                .contains(MappedField.COMPLETIONS, MappedField.RANKS, MappedField.SCORES)
                .doesNotContain(MappedField.LABEL, MappedField.CHOSEN);
        for (RecordKind kind : RecordKind.values()) {
            assertThat(MappedField.of(kind, ColumnMapping.RECOGNISED))
                    .startsWith(MappedField.PROMPT)
                    .endsWith(MappedField.SOURCE);
        }
    }

    /// Else a field named for one kind could not be taken back while another is shown.
    @ParameterizedTest
    @EnumSource
    void whatIsNamedIsOfferedWhateverTheKind(RecordKind kind) {
        assertThat(MappedField.of(kind, ALL)).containsExactlyInAnyOrder(MappedField.values());
    }
}
