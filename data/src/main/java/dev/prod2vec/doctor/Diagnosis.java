package dev.prod2vec.doctor;

import java.util.List;
import java.util.Optional;

/// What files are, and the first run that they allow.
///
/// @param proposal a config; empty if no file holds orders
/// @param reading what a run would read with it; empty if it cannot read
/// @param problem why there is no proposal or no reading; empty if there are both
/// @param notes what the config leaves out, and what a person should look at
public record Diagnosis(
    List<FileReport> files,
    Optional<Proposal> proposal,
    Optional<FirstReading> reading,
    String problem,
    List<String> notes) {
  public Diagnosis {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /// Whether a run with the proposed config would train.
  public boolean isHealthy() {
    return reading.isPresent() && reading.get().failed().isEmpty();
  }
}
