package io.kindling.distributed.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file in Linux's file system of memory, for another process of this host. It has no name, so it
 * ends with the processes that have it, however they end; the other opens it through this process'
 * list of open files, while this is open.
 */
final class SharedFile implements AutoCloseable {
  /** Where Linux has files in memory. */
  static final Path FILES = Path.of("/dev/shm");

  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final int PIECE = 1 << 20;

  private final FileChannel channel;
  private final SharedOffer offer;

  private SharedFile(FileChannel channel, SharedOffer offer) {
    this.channel = channel;
    this.offer = offer;
  }

  /**
   * Makes one, which begins with a token.
   *
   * @param directory a file system of memory
   * @throws IOException when this system has no such files, or not as much memory for them
   */
  static SharedFile create(Path directory, int bytes) throws IOException {
    long room = Files.getFileStore(directory).getUsableSpace();
    if (room < bytes) {
      throw new IOException(
          "expected " + bytes + " bytes of room in " + directory + ", got " + room);
    }
    byte[] token = new byte[SharedOffer.TOKEN];
    new SecureRandom().nextBytes(token);
    String hex = HexFormat.of().formatHex(token);
    Path path = directory.resolve("kindling-" + hex.substring(SharedOffer.TOKEN));
    FileChannel channel = unnamed(path);
    try {
      fill(channel, token, bytes);
      return new SharedFile(channel, new SharedOffer(descriptor(path), hex));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel unnamed(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            // On Unix the name is gone as soon as the file is open.
            StandardOpenOption.DELETE_ON_CLOSE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Writes all of it: a page that the system could not give later would end the process. */
  private static void fill(FileChannel channel, byte[] token, int bytes) throws IOException {
    channel.write(ByteBuffer.wrap(token));
    ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
    while (channel.position() < bytes) {
      zeros.clear().limit((int) Math.min(PIECE, bytes - channel.position()));
      channel.write(zeros);
    }
  }

  private static String descriptor(Path path) throws IOException {
    try (Stream<Path> files = Files.list(OPEN)) {
      for (Iterator<Path> all = files.iterator(); all.hasNext(); ) {
        Path file = all.next();
        if (leadsTo(file, path + " (deleted)")) {
          return "/proc/" + ProcessHandle.current().pid() + "/fd/" + file.getFileName();
        }
      }
    }
    throw new IOException("expected " + path + " to be open and without a name, got neither");
  }

  private static boolean leadsTo(Path file, String target) {
    try {
      return Files.readSymbolicLink(file).toString().equals(target);
    } catch (IOException e) {
      return false; // Another thread has closed it since it was listed.
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns what the other process needs to know. */
  SharedOffer offer() {
    return offer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
