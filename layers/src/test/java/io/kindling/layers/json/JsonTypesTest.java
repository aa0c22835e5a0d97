package io.kindling.layers.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JsonTypesTest {
  interface Warm {}

  interface Cold {}

  record Constant(double value) implements Warm {}

  static final class Other {
    record Constant(int value) implements Cold {}
  }

  record Typed(String type) {}

  @Test
  void sharesANameAcrossPlacesThatAcceptOneEach() {
    JsonCodec codec =
        JsonCodec.of(JsonTypes.none().with(Constant.class).with(Other.Constant.class));
    String json = "{\"type\":\"Constant\",\"value\":2}";
    assertThat(codec.fromJson(json, Warm.class)).isEqualTo(new Constant(2));
    assertThat(codec.fromJson(json, Cold.class)).isEqualTo(new Other.Constant(2));
  }

  @Test
  void isImmutableAndJoinsOnce() {
    JsonTypes one = JsonTypes.none().with(Constant.class);
    assertThat(JsonTypes.none().classes()).isEmpty();
    assertThat(one.and(one).classes()).containsExactly(Constant.class);
    assertThat(one.names(Warm.class)).containsExactly("Constant");
    assertThat(one.names(Cold.class)).isEmpty();
  }

  @Test
  void refusesWrongRegistrations() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonTypes.none().with(new Constant(1), "size"))
        .withMessage(
            "JsonTypes: expected components of Constant [value] other than \"type\", got [size]. "
                + "Check the names.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonTypes.none().with(Typed.class))
        .withMessageStartingWith("JsonTypes: expected components of Typed [type] other than");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonTypes.none().with(Constant.class).with("C", new Constant(1)))
        .withMessageStartingWith("JsonTypes: expected one name for");
  }
}
