package io.kindling.ml.plot;

/** Text in HTML and SVG. */
public final class Markup {
  private Markup() {}

  /** Returns a text that stands for itself, in elements and in attributes alike. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(each < ' ' && each != '\n' && each != '\t' ? ' ' : each);
      }
    }
    return escaped.toString();
  }
}
