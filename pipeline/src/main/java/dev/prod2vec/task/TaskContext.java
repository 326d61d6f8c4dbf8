package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import java.time.Clock;
import java.time.Instant;
import java.util.SequencedMap;

/// What a task needs to know.
///
/// @param runId the run's id
/// @param created when the run was created
/// @param config the run's config
/// @param sourceSha256 path and SHA-256 of each file that the first task read; empty before it
/// @param files what it reads and writes
/// @param listener hears how it progresses
/// @param clock the time
public record TaskContext(
    String runId,
    Instant created,
    Config config,
    SequencedMap<String, String> sourceSha256,
    TaskFiles files,
    TaskListener listener,
    Clock clock) {}
