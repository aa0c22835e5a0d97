package io.kindling.ml.param;

import io.kindling.layers.json.JsonCodec;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.jspecify.annotations.Nullable;

/** Makes the params of a stage and sets them. */
final class Define {
  private Define() {}

  /** A text of any content. */
  static Param<String> text(Params owner, String name, String doc) {
    return new TextParam(owner, name, doc, rule(owner, name, "a text", value -> true));
  }

  /** A text that is judged. */
  static Param<String> text(
      Params owner, String name, String doc, String expected, Rule.Test<String> test) {
    return new TextParam(owner, name, doc, rule(owner, name, expected, test));
  }

  /** One of a few words. */
  static Param<String> word(Params owner, String name, String doc, List<String> words) {
    return text(owner, name, doc, "one of " + words, words::contains);
  }

  /** The JSON of a value. */
  static Param<String> json(Params owner, String name, String doc, Class<?> type) {
    String who = who(owner, name);
    return new TextParam(
        owner, name, doc, new Rule<>(who, "JSON", json -> isJson(who, json, type)));
  }

  /** The JSON of several values. */
  static StringArrayParam jsons(Params owner, String name, String doc, Class<?> type) {
    String who = who(owner, name);
    return new StringArrayParam(
        owner,
        name,
        doc,
        new Rule<>(
            who, "JSON", jsons -> Arrays.stream(jsons).allMatch(json -> isJson(who, json, type))));
  }

  private static boolean isJson(String who, @Nullable String json, Class<?> type) {
    if (json == null) {
      return false;
    }
    try {
      JsonCodec.standard().fromJson(json, type);
      return true;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(who + ": " + e.getMessage(), e);
    }
  }

  /** An int of at least {@code least}. */
  static IntParam count(Params owner, String name, String doc, int least) {
    return new IntParam(
        owner, name, doc, rule(owner, name, least + " or more", v -> (Integer) v >= least));
  }

  /** A long of any value. */
  static LongParam number(Params owner, String name, String doc) {
    return new LongParam(owner, name, doc, rule(owner, name, "a whole number", v -> true));
  }

  /** A finite double of at least {@code least}. */
  static DoubleParam atLeast(Params owner, String name, String doc, double least) {
    return new DoubleParam(
        owner,
        name,
        doc,
        rule(
            owner,
            name,
            "a finite number of " + least + " or more",
            v -> Double.isFinite((Double) v) && (Double) v >= least));
  }

  /** A finite double above 0. */
  static DoubleParam positive(Params owner, String name, String doc) {
    return new DoubleParam(
        owner,
        name,
        doc,
        rule(
            owner,
            name,
            "a finite number above 0",
            v -> Double.isFinite((Double) v) && (Double) v > 0));
  }

  /** True or false. */
  static BooleanParam flag(Params owner, String name, String doc) {
    return new BooleanParam(owner, name, doc);
  }

  /** Texts, none of them empty or null. */
  static StringArrayParam texts(Params owner, String name, String doc) {
    return texts(owner, name, doc, "texts that are not empty", value -> true);
  }

  /** Texts that are judged, none of them empty or null. */
  static StringArrayParam texts(
      Params owner, String name, String doc, String expected, Rule.Test<String> test) {
    return new StringArrayParam(
        owner,
        name,
        doc,
        rule(
            owner,
            name,
            expected,
            values ->
                Arrays.stream(values).allMatch(v -> v != null && !v.isEmpty() && test.holds(v))));
  }

  /** Numbers, none below 0 and at most one of them 0. */
  static DoubleArrayParam thresholds(Params owner, String name, String doc) {
    return new DoubleArrayParam(
        owner,
        name,
        doc,
        rule(
            owner,
            name,
            "numbers of 0 or more, at most one of them 0",
            values ->
                Arrays.stream(values).allMatch(v -> v >= 0)
                    && Arrays.stream(values).filter(v -> v == 0).count() <= 1));
  }

  /** Sets a param and returns the stage as what its caller knows it to be. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T, S> S set(Params stage, Param<T> param, T value) {
    return (S) stage.set(param, value);
  }

  private static <T> Rule<T> rule(Params owner, String name, String expected, Rule.Test<T> test) {
    return new Rule<>(who(owner, name), expected, test);
  }

  private static String who(Params owner, String name) {
    return owner.getClass().getSimpleName() + " " + name;
  }
}
