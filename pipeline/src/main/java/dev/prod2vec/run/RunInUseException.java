package dev.prod2vec.run;

import dev.prod2vec.setting.SettingException;
import java.nio.file.Path;

/// Another process works on the run.
public final class RunInUseException extends SettingException {
  RunInUseException(Path directory, String what, Lease.Holder holder) {
    super(
        "%s: another process works on this %s (%s)\nhint: wait until it has ended"
            .formatted(directory, what, holder));
  }
}
