package io.kindling.test.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Markdown document of the project: the files that it names and its blocks of Java. */
record Document(String name, String text) {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern ANY =
      Pattern.compile("(?ms)^(?:<!-- ([^\\n]*?) -->\\n)?```(\\w*)\\n(.*?)^```$");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
  private static final Pattern PATH = Pattern.compile("\\.?[\\w-][\\w.-]*/(?:[\\w.-]+/)*[\\w.-]*");

  /** What a build makes, and what stands in jars. */
  private static final List<String> ELSEWHERE = List.of("target/", ".build/", "META-INF/", "jars/");

  /**
   * A block of Java.
   *
   * @param kind the words of the comment before it, such as {@code file layers/.../Swish.java}
   */
  record JavaBlock(String kind, String code) {}

  /** Returns the folder of the project. */
  static Path root() {
    return Path.of(System.getProperty("kindling.jvmargs")).getParent().getParent();
  }

  static Document of(String name) {
    try {
      return new Document(name, Files.readString(root().resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the paths in code spans, from the root, and the targets of links. */
  List<Path> paths() {
    String prose = FENCE.matcher(text).replaceAll("");
    List<Path> paths = new ArrayList<>();
    SPAN.matcher(prose)
        .results()
        .map(found -> found.group(1).replaceAll("\\s+", " ").split(" ")[0])
        .filter(word -> PATH.matcher(word).matches())
        .filter(word -> ELSEWHERE.stream().noneMatch(word::startsWith))
        .forEach(word -> paths.add(root().resolve(word)));
    Path folder = root().resolve(name).getParent();
    LINK.matcher(prose)
        .results()
        .map(found -> found.group(1))
        .filter(target -> !target.contains("://"))
        .forEach(target -> paths.add(folder.resolve(target)));
    return paths;
  }

  /**
   * A block of any language.
   *
   * @param kind the words of the comment before it; empty where there is none
   * @param line where it begins
   */
  record Block(String language, String kind, String code, long line) {}

  /** Returns all blocks in order. */
  List<Block> blocks() {
    return ANY.matcher(text)
        .results()
        .map(
            found ->
                new Block(
                    found.group(2),
                    found.group(1) == null ? "" : found.group(1),
                    found.group(3),
                    1 + text.substring(0, found.start(3)).lines().count()))
        .toList();
  }

  /** Returns the blocks of Java in order. */
  List<JavaBlock> javaBlocks() {
    return blocks().stream()
        .filter(block -> block.language().equals("java"))
        .map(block -> new JavaBlock(block.kind(), block.code()))
        .toList();
  }
}
