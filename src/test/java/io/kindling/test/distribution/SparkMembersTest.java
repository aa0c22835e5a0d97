package io.kindling.test.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.test.support.Distribution;
import io.kindling.test.support.OneJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.FieldVisitor;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every class, field and method of Spark that the one jar names is in each Spark that it is for. A
 * method whose signature has changed is found by the JVM when it is called only, which may be a
 * page that nobody opens in a test.
 */
final class SparkMembersTest {
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  /** Part of the jar, or of Java. */
  private static final List<String> ELSEWHERE =
      List.of("io/kindling/", "java/", "javax/", "jdk/", "org/bytedeco/", "com/sun/jna/", "[");

  private record Member(String owner, String name, String descriptor) {}

  @ParameterizedTest
  @ValueSource(strings = {"4.0.1", "4.1.0", "4.3.0"})
  void everyMemberThatTheJarNames_isThere(String version) throws IOException {
    Distribution spark = Distribution.find(version);
    Set<String> missing = new TreeSet<>();
    int looked = 0;
    try (ZipFile jar = new ZipFile(OneJar.path().toFile());
        URLClassLoader loader = classes(spark)) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (isOurs(entry.getName())) {
          try (InputStream in = jar.getInputStream(entry)) {
            for (Member member : members(new ClassReader(in.readAllBytes()))) {
              looked++;
              if (!isThere(member, loader)) {
                missing.add(entry.getName() + " -> " + member);
              }
            }
          }
        }
      }
    }
    assertThat(missing).as("not in Spark %s", version).isEmpty();
    assertThat(looked).isGreaterThan(500);
  }

  private static boolean isOurs(String name) {
    return name.startsWith("io/kindling/")
        && !name.startsWith("io/kindling/shaded/")
        && name.endsWith(".class");
  }

  private static URLClassLoader classes(Distribution spark) throws IOException {
    List<Path> jars = new ArrayList<>(spark.jars());
    jars.add(OneJar.path());
    // Of the JVM's own class path nothing: this Spark is not that of the tests.
    return new URLClassLoader(
        jars.stream().map(SparkMembersTest::url).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Member> members(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    List<Member> members = new ArrayList<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      int tag = item == 0 ? 0 : reader.readByte(item - 1);
      if (tag == FIELD || tag == METHOD || tag == INTERFACE_METHOD) {
        String owner = reader.readClass(item, buffer);
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        if (ELSEWHERE.stream().noneMatch(owner::startsWith)) {
          members.add(
              new Member(
                  owner,
                  reader.readUTF8(nameAndType, buffer),
                  reader.readUTF8(nameAndType + 2, buffer)));
        }
      }
    }
    return members;
  }

  /**
   * Looks in a class, then above it. Classes are read and not loaded: some of Spark's name others
   * that no jar has.
   */
  private static boolean isThere(Member member, ClassLoader loader) throws IOException {
    try (InputStream in = loader.getResourceAsStream(member.owner + ".class")) {
      if (in == null) {
        return false;
      }
      Declared declared = new Declared(member);
      new ClassReader(in).accept(declared, ClassReader.SKIP_CODE);
      for (String type : declared.found ? List.<String>of() : declared.above) {
        if (isThere(new Member(type, member.name, member.descriptor), loader)) {
          return true;
        }
      }
      return declared.found;
    }
  }

  /** Looks for a member among those that a class declares. */
  private static final class Declared extends ClassVisitor {
    private final Member member;
    private final List<String> above = new ArrayList<>();
    private boolean found;

    Declared(Member member) {
      super(Opcodes.ASM9);
      this.member = member;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] types) {
      above.addAll(List.of(types));
      if (parent != null) {
        above.add(parent);
      }
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      look(name, descriptor);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      look(name, descriptor);
      return null;
    }

    private void look(String name, String descriptor) {
      found |= name.equals(member.name) && descriptor.equals(member.descriptor);
    }
  }
}
