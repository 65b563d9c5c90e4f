package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;

class HeldOutSplitTest {
    private static final List<String> HUNDRED =
            IntStream.range(0, 100).mapToObj(i -> "prompt " + i).toList();

    @Test
    void aShareOfThePairsIsHeldOut() {
        assertThat(HeldOutSplit.choose(HUNDRED, 0.2, 1)).hasSize(20);
    }

    @Test
    void aCountOfPairsIsHeldOut() {
        assertThat(HeldOutSplit.choose(HUNDRED, 7, 1)).hasSize(7);
    }

    @Test
    void noneIsHeldOutWhereNoneIsAskedFor() {
        assertThat(HeldOutSplit.choose(HUNDRED, 0, 1)).isEmpty();
    }

    @Test
    void theSeedDecidesAndTheOrderOfTheFileDoesNot() {
        List<String> shuffled = new ArrayList<>(HUNDRED);
        Collections.shuffle(shuffled, new Random(5));

        assertThat(HeldOutSplit.choose(shuffled, 0.2, 1)).isEqualTo(HeldOutSplit.choose(HUNDRED, 0.2, 1));
        assertThat(HeldOutSplit.choose(HUNDRED, 0.2, 2)).isNotEqualTo(HeldOutSplit.choose(HUNDRED, 0.2, 1));
    }

    @Test
    void promptsHeldOutStayHeldOutWhereTenMorePairsComeAndTenMoreAreAskedFor() {
        Set<String> few = HeldOutSplit.choose(HUNDRED.subList(0, 90), 9, 1);

        assertThat(HeldOutSplit.choose(HUNDRED, 19, 1)).containsAll(few);
    }

    @Test
    void onePromptCannotBeSplit() {
        assertThatThrownBy(() -> HeldOutSplit.choose(List.of("a", "a", "a"), 0.5, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("same prompt");
    }

    @Test
    void asManyAsThereAreCannotBeHeldOut() {
        assertThatThrownBy(() -> HeldOutSplit.choose(HUNDRED, 100, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("100 records");
    }

    @Property
    void enoughPairsAreHeldOutWithoutTheLastPromptNeededAndSomeAreLeft(
            @ForAll List<@IntRange(max = 5) Integer> prompts, @ForAll @IntRange(min = 1, max = 10) int wanted) {
        List<String> names = prompts.stream().map(Object::toString).toList();
        if (Set.copyOf(names).size() < 2 || wanted >= names.size()) {
            return;
        }

        Set<String> heldOut = HeldOutSplit.choose(names, wanted, 3);

        long count = names.stream().filter(heldOut::contains).count();
        assertThat(heldOut).isNotEmpty();
        assertThat(count).isLessThan(names.size());
        long largest = names.stream()
                .mapToLong(name -> names.stream().filter(name::equals).count())
                .max()
                .orElseThrow();
        assertThat(count).isLessThan(wanted + largest);
    }
}
