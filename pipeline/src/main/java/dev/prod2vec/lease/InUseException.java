package dev.prod2vec.lease;

import dev.prod2vec.setting.WrongUseException;

/// Another process has the lease.
public final class InUseException extends WrongUseException {
  InUseException(String place, String what, Holder holder) {
    super(
        "%s: another process works on this %s (%s)\nhint: %s"
            .formatted(
                place,
                what,
                holder,
                holder.equals(Holder.UNKNOWN)
                    ? "wait for half a minute; without a heartbeat it is free then"
                    : "wait until it has ended"));
  }
}
