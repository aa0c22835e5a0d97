package io.kindling.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoreSharesTest {
  private static CoreShares shares(String cores) {
    List<Integer> each = Arrays.stream(cores.split(" ")).map(Integer::valueOf).toList();
    return new CoreShares(each);
  }

  @ParameterizedTest
  @CsvSource({"4 4, 4, 2", "1 3, 1, 4", "1 1, 1, 2", "8, 8, 1", "2 4, 2, 3", "6 4, 2, 5"})
  void aWorkerHasAllCoresOfItsExecutor_unlessCoresWouldBeIdle(
      String cores, int share, int workers) {
    assertThat(shares(cores).fewestIdle()).isEqualTo(share);
    assertThat(shares(cores).slots(share)).isEqualTo(workers);
  }

  @ParameterizedTest
  @CsvSource({"4 4, 2, 4", "4 4, 4, 2", "4 4, 3, 2", "4 4, 8, 1", "4 4, 9, 1", "1 3, 2, 1"})
  void asManyWorkersAsAskedFor_haveAsManyCoresAsCanBe(String cores, int workers, int share) {
    assertThat(shares(cores).forWorkers(workers)).isEqualTo(share);
  }
}
