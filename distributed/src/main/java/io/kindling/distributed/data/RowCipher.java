package io.kindling.distributed.data;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the bytes of one file by position, so that any row can be read: AES in counter mode. The
 * key is made for the file and kept in memory only; when the process has ended, nobody can read the
 * file. Not for several threads at a time.
 */
final class RowCipher {
  private static final int BLOCK = 16;
  private static final int KEY = 32;

  private final SecretKeySpec key;
  private final Cipher cipher;
  private final byte[] counter = new byte[BLOCK];
  private final byte[] skipped = new byte[BLOCK];

  private RowCipher(SecretKeySpec key, Cipher cipher) {
    this.key = key;
    this.cipher = cipher;
  }

  /** Returns a cipher with a key of its own. */
  static RowCipher create() {
    byte[] bytes = new byte[KEY];
    new SecureRandom().nextBytes(bytes);
    try {
      return new RowCipher(
          new SecretKeySpec(bytes, "AES"), Cipher.getInstance("AES/CTR/NoPadding"));
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  /** Encrypts bytes that stand at a position of the file, or decrypts them, in place. */
  void apply(long position, byte[] bytes, int offset, int count) {
    long block = position / BLOCK;
    for (int i = 0; i < Long.BYTES; i++) {
      counter[BLOCK - 1 - i] = (byte) (block >>> (8 * i));
    }
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
      int within = (int) (position % BLOCK);
      if (within > 0) {
        cipher.update(skipped.clone(), 0, within);
      }
      int done = cipher.update(bytes, offset, count, bytes, offset);
      if (done != count) {
        throw new IllegalStateException(
            "Row file: expected " + count + " bytes of the cipher, got " + done + ".");
      }
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(GeneralSecurityException e) {
    return new IllegalStateException(
        "Row file: expected AES in counter mode, which every Java has, got " + e + ".", e);
  }
}
