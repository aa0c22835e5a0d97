package io.kindling.ml.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.Network;
import io.kindling.ml.support.Toy;
import io.kindling.tensor.Tensor;
import io.kindling.training.Compute;
import io.kindling.training.Parameters;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ScoringPlansTest {
  private static final ScoringKey KEY = new ScoringKey("m", new Compute("reference", 1), 4);

  private final AtomicInteger loaded = new AtomicInteger();
  private final Supplier<ScoringModel> load =
      () -> {
        loaded.incrementAndGet();
        Network network = Toy.network(3, 4);
        Parameters parameters = Parameters.initialize(network.graph(), 1);
        return ScoringModel.receive(
            ScoringModel.send(network, parameters, piece -> piece), piece -> piece);
      };

  @Test
  void planThatWasGivenBack_isLeasedAgain() {
    ScoringPlans plans = new ScoringPlans(TimeUnit.HOURS.toNanos(1));
    ScoringPlan first;
    try (ScoringPlans.Lease lease = plans.lease(KEY, load)) {
      first = lease.plan();
      lease.run(2);
    }

    assertThat(plans.idle()).isEqualTo(1);
    try (ScoringPlans.Lease lease = plans.lease(KEY, load)) {
      assertThat(lease.plan()).isSameAs(first);
      assertThat(plans.idle()).isZero();
    }
    assertThat(loaded).hasValue(1);
  }

  @Test
  void tasksAtTheSameTime_haveAPlanEachAndOneCopyOfTheNumbers() {
    ScoringPlans plans = new ScoringPlans(TimeUnit.HOURS.toNanos(1));
    try (ScoringPlans.Lease one = plans.lease(KEY, load);
        ScoringPlans.Lease two = plans.lease(KEY, load)) {
      assertThat(one.plan()).isNotSameAs(two.plan());
      assertThat(loaded).hasValue(1);
    }
    assertThat(plans.idle()).isEqualTo(2);
    assertThat(plans.models()).isEqualTo(1);
  }

  @Test
  void idlePlans_areClosedAndTheirModelIsForgotten() throws Exception {
    ScoringPlans plans = new ScoringPlans(TimeUnit.MILLISECONDS.toNanos(20));
    plans.lease(KEY, load).close();

    for (int i = 0; i < 1000 && (plans.idle() > 0 || plans.models() > 0); i++) {
      Thread.sleep(10);
    }
    assertThat(plans.idle()).isZero();
    assertThat(plans.models()).isZero();
    plans.lease(KEY, load).close();
    assertThat(loaded).hasValue(2);
  }

  @Test
  void fewRows_giveAsManyOutputs() {
    ScoringPlans plans = new ScoringPlans(TimeUnit.HOURS.toNanos(1));
    try (ScoringPlans.Lease lease = plans.lease(KEY, load)) {
      for (int rows : new int[] {4, 1, 3}) {
        Tensor output = lease.run(rows).get(0);
        assertThat(output.shape().dim(0)).isEqualTo(rows);
      }
    }
  }

  @Test
  void leaseClosedTwice_givesBackOnce() {
    ScoringPlans plans = new ScoringPlans(TimeUnit.HOURS.toNanos(1));
    ScoringPlans.Lease lease = plans.lease(KEY, load);
    lease.close();
    lease.close();

    assertThat(plans.idle()).isEqualTo(1);
  }

  @Test
  void failedCompilation_leavesNothing() {
    ScoringPlans plans = new ScoringPlans(TimeUnit.HOURS.toNanos(1));
    ScoringKey unknown = new ScoringKey("m", new Compute("abacus", 1), 4);

    assertThatThrownBy(() -> plans.lease(unknown, load)).hasMessageContaining("abacus");
    assertThat(plans.models()).isZero();
  }
}
