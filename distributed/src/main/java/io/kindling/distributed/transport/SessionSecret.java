package io.kindling.distributed.transport;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.spark.network.sasl.SecretKeyHolder;

/**
 * The secret of one session: whoever presents it is a worker of the session. It is independent of
 * {@code spark.authenticate}, so that sessions are closed to strangers in every application.
 */
public record SessionSecret(String hex) implements SecretKeyHolder {
  static final String USER = "kindling";
  private static final int BYTES = 32;

  /** Returns a new secret of 256 random bits. */
  public static SessionSecret create() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new SessionSecret(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String getSaslUser(String appId) {
    return USER;
  }

  @Override
  public String getSecretKey(String appId) {
    return hex;
  }

  @Override
  public String toString() {
    return "SessionSecret";
  }
}
