package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.study.StudyListener;
import dev.prod2vec.training.TrainingProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// What a task is told.
///
/// @param runId the run's id
/// @param toolVersion version of prod2vec
/// @param created when the run was created
/// @param config the run's config
/// @param sourceSha256 path and SHA-256 of each file that the first task read; empty before it
/// @param files what it reads and writes
/// @param progress hears how a training goes on
/// @param study hears how a search goes on
/// @param notices hears lines for people, of what neither training nor search is heard of
/// @param clock the time
public record TaskContext(
    String runId,
    String toolVersion,
    Instant created,
    Config config,
    SequencedMap<String, String> sourceSha256,
    TaskFiles files,
    TrainingProgress progress,
    StudyListener study,
    Consumer<String> notices,
    Clock clock) {}
