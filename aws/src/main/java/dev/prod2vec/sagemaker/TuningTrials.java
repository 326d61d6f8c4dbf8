package dev.prod2vec.sagemaker;

import dev.prod2vec.study.StudyListener;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.tuning.Outcome;
import dev.prod2vec.tuning.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSortByOptions;

/// The trials of a tuning job, told as they begin and end.
final class TuningTrials implements JobFollower.Watcher<DescribeHyperParameterTuningJobResponse> {
  private static final String LIST = "sagemaker:ListTrainingJobsForHyperParameterTuningJob";

  private final Connection connection;
  private final StudyListener listener;
  private final TrialRecords records;
  private final TreeMap<Integer, TrialRecord> ended = new TreeMap<>();
  private List<HyperParameterTrainingJobSummary> jobs = List.of();

  TuningTrials(Connection connection, StudyListener listener, TrialRecords records) {
    this.connection = connection;
    this.listener = listener;
    this.records = records;
  }

  @Override
  public void seen(DescribeHyperParameterTuningJobResponse job)
      throws IOException, InterruptedException {
    int started = jobs.size();
    jobs = jobs(job.hyperParameterTuningJobName());
    for (int trial = started; trial < jobs.size(); trial++) {
      listener.started(new Trial(trial, records.point(jobs.get(trial)), new Outcome.Pending()));
    }
    for (int trial = 0; trial < jobs.size(); trial++) {
      if (!ended.containsKey(trial) && TrialRecords.hasEnded(jobs.get(trial))) {
        TrialRecord record = records.of(trial, jobs.get(trial));
        ended.put(trial, record);
        listener.ended(record, best());
      }
    }
  }

  /// The trials that have ended, in their order.
  List<TrialRecord> ended() {
    return List.copyOf(ended.values());
  }

  /// The best completed trial.
  Optional<TrialRecord> best() {
    return records.best(ended.values());
  }

  /// The name of a trial's training job.
  String job(TrialRecord trial) {
    return jobs.get(trial.trial()).trainingJobName();
  }

  /// The training jobs, the oldest first.
  private List<HyperParameterTrainingJobSummary> jobs(String tuningJob)
      throws InterruptedException {
    return Calls.call(
        LIST,
        tuningJob,
        () ->
            connection
                .jobs()
                .listTrainingJobsForHyperParameterTuningJobPaginator(list ->
                    list.hyperParameterTuningJobName(tuningJob)
                        .sortBy(TrainingJobSortByOptions.CREATION_TIME)
                        .sortOrder(SortOrder.ASCENDING)
                        .maxResults(100))
                .trainingJobSummaries()
                .stream()
                .toList());
  }
}
