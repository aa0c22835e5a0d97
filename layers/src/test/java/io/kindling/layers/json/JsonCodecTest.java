package io.kindling.layers.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCodecTest {
  interface Fruit {}

  record Apple(int seeds, double weight, boolean ripe) implements Fruit {
    Apple {
      if (seeds < 0) {
        throw new IllegalArgumentException(
            "Apple: expected seeds from 0, got " + seeds + ". Count again.");
      }
    }

    static Apple of(int seeds) {
      return new Apple(seeds, 0.25, true);
    }
  }

  record Label(String text, Optional<String> language) {}

  record Basket(
      Label label,
      List<Fruit> fruits,
      List<Long> longs,
      List<List<Integer>> nested,
      float share,
      DataType kind,
      Shape shape)
      implements Fruit {}

  record Odd(Object anything) implements Fruit {}

  private static final JsonCodec CODEC =
      JsonCodec.of(JsonTypes.none().with(Apple.of(1), "seeds").with(Basket.class).with(Odd.class));

  private static final Basket BASKET =
      new Basket(
          new Label("a \"b\" \u00e9", Optional.of("fr")),
          List.of(Apple.of(3), new Apple(4, 1e-7, false)),
          List.of(1L << 60),
          List.of(List.of(1, 2), List.of()),
          0.1f,
          DataType.INT64,
          Shape.of(3, 4));

  @Test
  void writesEveryComponentAndReadsItBack() {
    String json = CODEC.toJson(BASKET);
    assertThat(json)
        .isEqualTo(
            "{\"type\":\"Basket\",\"label\":{\"text\":\"a \\\"b\\\" \u00e9\",\"language\":\"fr\"},"
                + "\"fruits\":[{\"type\":\"Apple\",\"seeds\":3,\"weight\":0.25,\"ripe\":true},"
                + "{\"type\":\"Apple\",\"seeds\":4,\"weight\":1.0E-7,\"ripe\":false}],"
                + "\"longs\":[1152921504606846976],\"nested\":[[1,2],[]],\"share\":0.1,"
                + "\"kind\":\"INT64\",\"shape\":[3,4]}");
    assertThat(CODEC.fromJson(json, Basket.class)).isEqualTo(BASKET);
    assertThat(CODEC.fromJson(json, Fruit.class)).isEqualTo(BASKET);
  }

  @Test
  void takesWhatIsAbsentFromTheDefaults() {
    assertThat(CODEC.fromJson("{\"type\":\"Apple\",\"seeds\":7}", Fruit.class))
        .isEqualTo(Apple.of(7));
    String label = CODEC.toJson(BASKET).replace(",\"language\":\"fr\"", "");
    assertThat(CODEC.fromJson(label, Basket.class).label().language()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"Pear\"} | JSON $.type: expected one type among [Apple, Basket, Odd], got "
            + "\"Pear\". Correct the name, or register the type with a JsonTypesProvider.",
        "{\"seeds\":1} | JSON $.type: expected one type among [Apple, Basket, Odd], got nothing.",
        "{\"type\":\"java.lang.Runtime\"} | JSON $.type: expected one type among",
        "{\"type\":\"Apple\"} | JSON $: expected field \"seeds\" of Apple, got none. Add it.",
        "{\"type\":\"Apple\",\"seeds\":1,\"pips\":2} | JSON $: expected fields of Apple "
            + "[ripe, seeds, weight], got \"pips\". Remove or rename it.",
        "{\"type\":\"Apple\",\"seeds\":1.5} | JSON $.seeds: expected a whole number of 32 bits, "
            + "got 1.5. Correct the number.",
        "{\"type\":\"Apple\",\"seeds\":3000000000} | JSON $.seeds: expected a whole number",
        "{\"type\":\"Apple\",\"seeds\":\"1\"} | JSON $.seeds: expected a whole number of 32 bits",
        "{\"type\":\"Apple\",\"seeds\":null} | JSON $.seeds: expected a whole number of 32 bits",
        "{\"type\":\"Apple\",\"seeds\":1,\"weight\":1e999} | JSON $.weight: expected a finite",
        "{\"type\":\"Apple\",\"seeds\":1,\"weight\":\"NaN\"} | JSON $.weight: expected a finite",
        "{\"type\":\"Apple\",\"seeds\":1,\"ripe\":1} | JSON $.ripe: expected true or false, got 1",
        "{\"type\":\"Apple\",\"seeds\":-1} | JSON $: Apple: expected seeds from 0, got -1.",
        "{\"type\":\"Apple\",\"seeds\":1,\"seeds\":2} | JSON: expected a well-formed document",
        "{\"type\":\"Apple\",\"seeds\":1} x | JSON: expected a well-formed document, got",
        "{\"type\":\"Apple\",\"seeds\":1 | JSON: expected a well-formed document, got",
        "{\"type\":\"Odd\",\"anything\":1} | JSON $.anything: expected a component that JSON can",
        "[1] | JSON $: expected an object for Fruit, got [1]. Write it as {...}.",
        "`` | JSON $: expected an object for Fruit, got nothing.",
      })
  void refuses(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.fromJson(json, Fruit.class))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"seeds\":4 | \"seeds\":true | JSON $.fruits[1].seeds: expected a whole number",
        "[[1,2],[]] | [[1,2],3] | JSON $.nested[1]: expected an array, got 3. Write it as [...].",
        "INT64 | INT65 | JSON $.kind: expected one of [FLOAT32, ",
        "[3,4] | [3,\"4\"] | JSON $.shape[1]: expected a whole number of 64 bits",
        "0.1 | 1e39 | JSON $.share: expected a finite number of 32 bits, got 1.0E39.",
        "\"language\":\"fr\" | \"language\":7 | JSON $.label.language: expected a string, got 7",
        "\"language\":\"fr\" | \"type\":\"Label\" | JSON $.label: expected fields of Label",
      })
  void refusesInsideNamingThePath(String part, String replacement, String message) {
    String json = CODEC.toJson(BASKET).replace(part, replacement);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.fromJson(json, Basket.class))
        .withMessageStartingWith(message);
  }

  @Test
  void refusesWhatJsonCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.toJson(new Apple(1, Double.NaN, true)))
        .withMessage(
            "JSON $.weight: expected a finite number, got NaN. JSON has no other numbers.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.toJson(new Label("x", Optional.empty())))
        .withMessageStartingWith(
            "JSON $: expected a registered type, got " + Label.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.toJson(new Odd(new Label("x", Optional.empty()))))
        .withMessageStartingWith("JSON $.anything: expected a registered type");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.toJson(new Odd(new Object())))
        .withMessageStartingWith("JSON $.anything: expected a record, number");
  }

  @Test
  void limitsDepthAndSize() {
    String deep = "[".repeat(200_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.fromJson(deep, Fruit.class))
        .withMessageContaining("depth");
    String big = " ".repeat(JsonCodec.LONGEST_DOCUMENT + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.fromJson(big, Fruit.class))
        .withMessageStartingWith("JSON: expected at most 67108864 characters, got 67108865.");
    String digits = "{\"type\":\"Apple\",\"seeds\":" + "9".repeat(101) + "}";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.fromJson(digits, Fruit.class))
        .withMessageContaining("length");
  }
}
