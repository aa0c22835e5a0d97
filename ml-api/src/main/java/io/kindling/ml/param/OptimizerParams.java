package io.kindling.ml.param;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.schedule.Schedule;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * How weights follow the gradient.
 *
 * @param <S> the stage that the setters return
 */
public interface OptimizerParams<S> extends Params {
  /** Param: the optimizer as JSON. */
  default Param<String> optimizer() {
    return Define.json(this, "optimizer", "optimizer as JSON", Optimizer.class);
  }

  /** Returns the optimizer as it was set; {@link #weightDecay} may replace its weight decay. */
  default Optimizer getOptimizer() {
    return JsonCodec.standard().fromJson(getOrDefault(optimizer()), Optimizer.class);
  }

  /** Sets the optimizer. */
  default S setOptimizer(Optimizer value) {
    return setOptimizer(JsonCodec.standard().toJson(value));
  }

  /** Sets the optimizer from JSON. */
  default S setOptimizer(String json) {
    return Define.set(this, optimizer(), json);
  }

  /** Param: the learning rate of every step, as JSON. */
  default Param<String> schedule() {
    return Define.json(
        this,
        "schedule",
        "learning rate of every step, as JSON; where learningRate is set too, the rates are"
            + " multiplied by it",
        Schedule.class);
  }

  /** Returns the schedule as it was set; empty when the rate is constant. */
  default Optional<Schedule> getSchedule() {
    return isDefined(schedule())
        ? Optional.of(JsonCodec.standard().fromJson(getOrDefault(schedule()), Schedule.class))
        : Optional.empty();
  }

  /**
   * Sets the learning rate of every step; where {@link #learningRate} is set too, the rates are
   * multiplied by it.
   */
  default S setSchedule(Schedule value) {
    return setSchedule(JsonCodec.standard().toJson(value));
  }

  /** Sets the learning rate of every step from JSON. */
  default S setSchedule(String json) {
    return Define.set(this, schedule(), json);
  }

  /** Param: the learning rate, or the factor of the schedule's rates. */
  default DoubleParam learningRate() {
    return Define.positive(
        this,
        "learningRate",
        "learning rate; where a schedule is set and this too, the factor of the schedule's rates");
  }

  /** Returns the learning rate, or the factor of the schedule's rates. */
  default double getLearningRate() {
    return (Double) getOrDefault(learningRate());
  }

  /**
   * Sets the learning rate; where {@link #schedule} is set too, this is the factor of its rates.
   */
  default S setLearningRate(double value) {
    return Define.set(this, learningRate(), value);
  }

  /** Param: the factor of weight decay; not set: the optimizer's own. */
  default DoubleParam weightDecay() {
    return Define.atLeast(
        this, "weightDecay", "factor of weight decay; not set: the optimizer's own", 0);
  }

  /** Returns the factor of weight decay. */
  default double getWeightDecay() {
    return isDefined(weightDecay())
        ? (Double) getOrDefault(weightDecay())
        : getOptimizer().weightDecay();
  }

  /** Sets the factor of weight decay. */
  default S setWeightDecay(double value) {
    return Define.set(this, weightDecay(), value);
  }
}
