package io.kindling.layers.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Words what is wrong with a document. */
final class JsonFault {
  private static final int LONGEST = 80;

  private JsonFault() {}

  static IllegalArgumentException at(String path, String rule, JsonNode got, String advice) {
    return at(path, rule, shortened(got.isMissingNode() ? "nothing" : got.toString()), advice);
  }

  static IllegalArgumentException at(String path, String rule, String got, String advice) {
    return new IllegalArgumentException(
        "JSON " + path + ": expected " + rule + ", got " + got + ". " + advice);
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
