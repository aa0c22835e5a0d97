package io.kindling.bench.latency;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The side of a contender's process that times every call; a round answers with a quantile of its
 * calls. It needs no class but those of this package, so that a peer can run without ours.
 */
final class LatencyRounds {
  private static final double WARM_UP = 3;
  private static final String ASKED = "round ";

  private final Quantiles quantiles = new Quantiles();
  private final double share;

  LatencyRounds(double share) {
    this.share = share;
  }

  /** One call that is timed. */
  @FunctionalInterface
  interface Call<E extends Exception> {
    void run() throws E;
  }

  <E extends Exception> void run(String description, Call<E> call) throws E {
    repeat(WARM_UP, call);
    say("@ready " + description);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = next(in); line != null; line = next(in)) {
      if (!line.startsWith(ASKED)) {
        throw new IllegalArgumentException(
            "LatencyRounds: expected \"round SECONDS\", got \"" + line + "\". Correct the caller.");
      }
      quantiles.clear();
      repeat(Double.parseDouble(line.substring(ASKED.length())), call);
      say(String.format(Locale.ROOT, "@round %.3f 1", quantiles.micros(share)));
    }
  }

  private <E extends Exception> void repeat(double seconds, Call<E> call) throws E {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long before = System.nanoTime();
    while (before < end) {
      call.run();
      long after = System.nanoTime();
      quantiles.add(after - before);
      before = after;
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static @Nullable String next(BufferedReader in) {
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
