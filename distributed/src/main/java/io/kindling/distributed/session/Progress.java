package io.kindling.distributed.session;

import io.kindling.training.Batch;
import io.kindling.training.Feed;

/** Knows where training is, for the messages of those who look from outside. */
final class Progress {
  private volatile String phase = "its preparation";
  private volatile long epoch;
  private volatile long step = -1;

  /** Says what is done when no step is under way. */
  void enter(String what) {
    phase = what;
    step = -1;
  }

  @Override
  public String toString() {
    long current = step;
    return current < 0 ? phase : "epoch " + epoch + ", step " + current;
  }

  /** Returns the feed of training rows, which counts the steps. */
  Feed counting(Feed feed) {
    return new CountingFeed(feed);
  }

  private final class CountingFeed implements Feed {
    private final Feed feed;
    private long next;

    CountingFeed(Feed feed) {
      this.feed = feed;
    }

    @Override
    public long rows() {
      return feed.rows();
    }

    @Override
    public long stepsPerEpoch() {
      return feed.stepsPerEpoch();
    }

    @Override
    public void seek(long toEpoch, long toStep) {
      next = toEpoch * feed.stepsPerEpoch() + toStep;
      epoch = toEpoch;
      step = toStep;
      feed.seek(toEpoch, toStep);
    }

    @Override
    public Batch next() {
      epoch = next / feed.stepsPerEpoch();
      step = next++ % feed.stepsPerEpoch();
      return feed.next();
    }

    @Override
    public void close() {
      feed.close();
    }
  }
}
