package io.kindling.distributed.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters on their way, in pieces that end where they want. */
final class HandOverTest {
  private static final int PIECE = HandOver.CHUNK / Float.BYTES;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 5})
  void piecesOfAnyLength_giveTheSameVector(long length) {
    ParameterLayout layout = new ParameterLayout(List.of(), length);
    try (Parameters sent = Parameters.zeros(layout);
        Parameters received = Parameters.zeros(layout)) {
      for (long i = 0; i < length; i += 1_000) {
        sent.vector().setFloat(i, i + 1);
      }
      Map<Long, byte[]> pieces = new HashMap<>();

      long digest = HandOver.send(sent, pieces::put);
      HandOver.receive(received, pieces::get);

      assertThat(received.vector().toFloats()).isEqualTo(sent.vector().toFloats());
      assertThat(HandOver.digest(received)).isEqualTo(digest);
      if (length > 0) {
        received.vector().setFloat(length - 1, -1);
        assertThat(HandOver.digest(received)).isNotEqualTo(digest);
        assertThatThrownBy(() -> HandOver.receive(received, offset -> new byte[0]))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }
}
