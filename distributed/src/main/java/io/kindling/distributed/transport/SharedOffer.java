package io.kindling.distributed.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Where the memory is that another process of this host offers, told over the authenticated
 * connection.
 *
 * @param path in the other process' list of open files
 * @param token the first bytes there, drawn at random, by which it is known to be the right one
 */
record SharedOffer(String path, String token) {
  /** The length of a token in bytes. */
  static final int TOKEN = 32;

  /** What may be opened, so that a message makes nobody open anything else. */
  private static final String PATHS = "/proc/[0-9]{1,10}/fd/[0-9]{1,10}";

  private static final String WORDS = " ";

  /** Returns the offer as text. */
  String encode() {
    return path + WORDS + token;
  }

  /** Reads an offer; what is none cannot be opened. */
  static SharedOffer decode(String text) {
    int end = text.indexOf(WORDS);
    return end < 0
        ? new SharedOffer("", text)
        : new SharedOffer(text.substring(0, end), text.substring(end + 1));
  }

  /**
   * Opens the file to read it.
   *
   * @throws IOException when it is not there, in this process' eyes, or not the other's
   */
  FileChannel open(int bytes) throws IOException {
    Path file = Path.of(path);
    // What is no file might make us wait for ever when it is opened.
    if (!path.matches(PATHS) || !Files.isRegularFile(file) || Files.size(file) != bytes) {
      throw new IOException("expected an open file of " + bytes + " bytes, got " + path);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer begin = ByteBuffer.allocate(TOKEN);
      channel.read(begin, 0);
      if (!MessageDigest.isEqual(begin.array(), HexFormat.of().parseHex(token))) {
        throw new IOException("expected the other's memory in " + path + ", got another file");
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
