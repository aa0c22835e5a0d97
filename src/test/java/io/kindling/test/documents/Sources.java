package io.kindling.test.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.test.support.OtherJvm;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles Java that stands in a document. */
final class Sources {
  private static final Pattern TYPE =
      Pattern.compile("(?m)^public (?:final class|record|interface|enum) (\\w+)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  private Sources() {}

  /**
   * Compiles whole files with the class path of the tests; errors fail with the compiler's words.
   */
  static void compile(List<String> codes, Path target) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-d",
              target.toString(),
              "-classpath",
              String.join(File.pathSeparator, OtherJvm.classPath()));
      List<? extends JavaFileObject> units = codes.stream().map(InMemory::new).toList();
      boolean compiled = compiler.getTask(null, files, found, options, null, units).call();
      assertThat(compiled).as("%s", found.getDiagnostics()).isTrue();
    }
  }

  /** Returns the name of the type that a file declares. */
  static String name(String code) {
    Matcher inPackage = PACKAGE.matcher(code);
    Matcher type = TYPE.matcher(code);
    assertThat(type.find()).as(code).isTrue();
    return inPackage.find() ? inPackage.group(1) + "." + type.group(1) : type.group(1);
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final String code;

    InMemory(String code) {
      super(URI.create("readme:///" + name(code).replace('.', '/') + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
