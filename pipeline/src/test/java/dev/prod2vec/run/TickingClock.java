package dev.prod2vec.run;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that is a second later each time it is read.
public final class TickingClock extends Clock {
  public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private Instant now = START;

  @Override
  public Instant instant() {
    Instant seen = now;
    now = now.plusSeconds(1);
    return seen;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
