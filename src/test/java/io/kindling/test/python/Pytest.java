package io.kindling.test.python;

import io.kindling.test.support.SparkJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Runs pytest in a process and reads what came out. */
final class Pytest {
  /** The folder of the repository. */
  static final Path ROOT = Path.of(System.getProperty("kindling.jvmargs")).getParent().getParent();

  private static final long LIMIT_MINUTES = 12;

  private Pytest() {}

  /**
   * A test of a file.
   *
   * @param message why it was skipped or failed; empty when it passed
   */
  record Case(String name, boolean skipped, String message) {}

  /** Returns why no test can run here; empty when they can. */
  static String missing() {
    return Files.isExecutable(python())
        ? ""
        : "Python with PySpark is missing: " + python() + " (bin/python-tools makes it)";
  }

  private static Path python() {
    String chosen = System.getenv("KINDLING_PYTHON");
    return chosen == null ? ROOT.resolve(".build/python/bin/python") : Path.of(chosen);
  }

  /** Returns the tests of a file, which have run. */
  static List<Case> run(Path file) {
    try {
      Path folder = Files.createTempDirectory("pytest");
      Path report = folder.resolve("report.xml");
      Path output = folder.resolve("output.txt");
      int status = start(file, folder, report, output);
      if (!Files.exists(report)) {
        String text = Files.readString(output);
        return List.of(new Case(file.getFileName().toString(), false, status + ": " + text));
      }
      return cases(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int start(Path file, Path folder, Path report, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                python().toString(),
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                "--junitxml=" + report,
                "--basetemp=" + folder.resolve("files"),
                file.toString()));
    Map<String, String> environment = builder.environment();
    // PySpark brings a Spark of its own; the folder of the other tests is none for it.
    environment.remove("SPARK_HOME");
    environment.remove("SPARK_SCALA_VERSION");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("KINDLING_JARS", String.join(",", SparkJars.underTest()));
    environment.put("PYSPARK_PYTHON", python().toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        Files.deleteIfExists(report);
        return -1;
      }
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static List<Case> cases(Path report) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      NodeList found =
          factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("testcase");
      List<Case> cases = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        cases.add(read((Element) found.item(i)));
      }
      return cases;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Case read(Element test) {
    String name = test.getAttribute("name");
    for (String kind : List.of("failure", "error", "skipped")) {
      NodeList found = test.getElementsByTagName(kind);
      if (found.getLength() > 0) {
        Element first = (Element) found.item(0);
        boolean skipped = kind.equals("skipped");
        String reason = first.getAttribute("message");
        return new Case(name, skipped, skipped ? reason : reason + "\n" + first.getTextContent());
      }
    }
    return new Case(name, false, "");
  }
}
