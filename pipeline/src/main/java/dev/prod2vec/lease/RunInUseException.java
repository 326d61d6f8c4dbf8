package dev.prod2vec.lease;

import dev.prod2vec.setting.WrongUseException;

/// Another process works on the run.
public final class RunInUseException extends WrongUseException {
  public RunInUseException(String place, String what, Lease.Holder holder) {
    super(
        "%s: another process works on this %s (%s)\nhint: %s"
            .formatted(
                place,
                what,
                holder,
                holder.equals(Lease.Holder.UNKNOWN)
                    ? "wait for half a minute; without a heartbeat it is free then"
                    : "wait until it has ended"));
  }
}
