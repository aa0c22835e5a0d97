package io.kindling.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RunNamesTest {
  @Test
  void nameThatWasGiven_getsANumber() {
    RunNames names = new RunNames(100);
    assertThat(names.give("lenet", Set.of())).isEqualTo("lenet");
    assertThat(names.give("lenet", Set.of())).isEqualTo("lenet-2");
    assertThat(names.give("lenet-2", Set.of())).isEqualTo("lenet-2-2");
    assertThat(names.give("lenet", Set.of())).isEqualTo("lenet-3");
    assertThat(names.give("vgg", Set.of())).isEqualTo("vgg");
  }

  @Test
  void manyFitsOfOneName_keepNamesOfTheirOwnInBoundedMemory() {
    RunNames names = new RunNames(10);
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(all.add(names.give("lenet", Set.of()))).isTrue();
      assertThat(names.known()).isLessThanOrEqualTo(10);
    }
    assertThat(names.give("lenet", Set.of())).isEqualTo("lenet-1001");
  }

  @Test
  void longestUnusedName_isForgotten_butNotThatOfAFitThatIsShown() {
    RunNames names = new RunNames(10);
    names.give("first", Set.of());
    names.give("second", Set.of());
    for (int i = 0; i < 50; i++) {
      names.give("fit " + i, Set.of());
    }
    assertThat(names.known()).isEqualTo(10);
    assertThat(names.give("first", Set.of())).isEqualTo("first");
    assertThat(names.give("second", Set.of("second"))).isEqualTo("second-2");
  }
}
