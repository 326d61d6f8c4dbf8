package dev.prod2vec.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.process.JobException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobFollowerTest {
  /// What is asked for.
  private record Asked(String name, String output, String settings) {}

  /// A job whose state is the first of a row; each look takes one, except the last.
  private record Job(Asked asked, Deque<JobState> states) {
    Job(String name, String settings, JobState... states) {
      this(new Asked(name, "own", settings), new ArrayDeque<>(List.of(states)));
    }
  }

  private final Service service = new Service();
  private final List<String> notices = new ArrayList<>();

  @Test
  void aJobThatIsNotThereIsCreatedAndFollowedToItsEnd() throws Exception {
    service.willDo(JobState.RUNNING, JobState.RUNNING, JobState.COMPLETED);
    List<JobState> seen = new ArrayList<>();
    follower(JobFollower.OnInterrupt.STOP)
        .run(JobFollowerTest::name, JobFollowerTest::ask, _ -> job -> seen.add(service.state(job)));
    assertThat(seen).containsExactly(JobState.RUNNING, JobState.RUNNING, JobState.COMPLETED);
    assertThat(notices).containsExactly("job 1 begins");
  }

  @Test
  void aRunningJobWithTheSameSettingsIsFollowed() throws Exception {
    service.add(new Job("1", "same", JobState.RUNNING, JobState.RUNNING, JobState.COMPLETED));
    assertThat(run()).isEqualTo("1");
    assertThat(service.created).isEmpty();
    assertThat(notices).containsExactly("job 1 is already running; following it");
  }

  @Test
  void aCompletedJobWithTheSameSettingsIsUsed() throws Exception {
    service.add(new Job("1", "same", JobState.COMPLETED));
    assertThat(run()).isEqualTo("1");
    assertThat(notices).containsExactly("job 1 is already done; using its result");
  }

  @Test
  void aRunningJobWithOtherSettingsIsStoppedAndReplaced() throws Exception {
    service.add(new Job("1", "other", JobState.RUNNING));
    service.willDo(JobState.COMPLETED);
    assertThat(run()).isEqualTo("2");
    assertThat(service.stopped).containsExactly("1");
    assertThat(notices)
        .containsExactly(
            "job 1 of this run has other data or settings; stopping it", "job 2 begins");
  }

  @Test
  void jobsThatEndedWithoutAResultAreReplacedOnceTheyHaveEnded() throws Exception {
    service.add(new Job("1", "same", JobState.FAILED));
    service.add(new Job("2", "same", JobState.STOPPED));
    service.add(new Job("3", "other", JobState.COMPLETED));
    service.add(new Job("4", "same", JobState.OTHER));
    service.add(new Job("5", "same", JobState.STOPPING, JobState.STOPPING, JobState.STOPPED));
    service.willDo(JobState.COMPLETED);
    assertThat(run()).isEqualTo("6");
    assertThat(service.find("5").map(service::state)).contains(JobState.STOPPED);
    assertThat(service.stopped).isEmpty();
  }

  @Test
  void aJobThatAnotherProcessCreatedAMomentEarlierIsFollowed() throws Exception {
    service.rival = Optional.of(new Job("1", "same", JobState.RUNNING, JobState.COMPLETED));
    assertThat(run()).isEqualTo("1");
    assertThat(notices).containsExactly("job 1 is already running; following it");
  }

  @Test
  void aJobOfAnotherRunIsRefused() {
    service.add(
        new Job(
            new Asked("1", "elsewhere", "same"), new ArrayDeque<>(List.of(JobState.COMPLETED))));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(this::run)
        .withMessage(
            "job 1 belongs to another run: it writes to elsewhere, this run to own\n"
                + "hint: start a new run");
  }

  @Test
  void aJobThatFailsOrIsDeletedEndsTheTask() {
    service.willDo(JobState.FAILED);
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(this::run)
        .withMessage("not completed");
    service.jobs.clear();
    service.willDo(JobState.RUNNING, JobState.COMPLETED);
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() ->
            follower(JobFollower.OnInterrupt.STOP)
                .run(JobFollowerTest::name, JobFollowerTest::ask, _ -> _ -> service.jobs.clear()))
        .withMessage("job 1 is gone");
  }

  @Test
  void anInterruptStopsTheJob() {
    service.willDo(JobState.RUNNING);
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> interrupted(JobFollower.OnInterrupt.STOP));
    assertThat(service.stopped).containsExactly("1");
    assertThat(notices).endsWith("stopping job 1");
  }

  @Test
  void anInterruptLeavesADetachedJobAlone() {
    service.willDo(JobState.RUNNING);
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> interrupted(JobFollower.OnInterrupt.DETACH));
    assertThat(service.stopped).isEmpty();
    assertThat(notices).endsWith("job 1 keeps running; resuming the run finds it again");
  }

  /// Interrupts the thread when it looks at the job.
  private void interrupted(JobFollower.OnInterrupt onInterrupt)
      throws IOException, InterruptedException {
    follower(onInterrupt)
        .run(
            JobFollowerTest::name,
            JobFollowerTest::ask,
            _ -> _ -> Thread.currentThread().interrupt());
  }

  /// @return the name of the job that did the work
  private String run() throws IOException, InterruptedException {
    return follower(JobFollower.OnInterrupt.STOP)
        .run(JobFollowerTest::name, JobFollowerTest::ask, _ -> _ -> {})
        .asked()
        .name();
  }

  private static String name(int number) {
    return Integer.toString(number);
  }

  private static Asked ask(String name) {
    return new Asked(name, "own", "same");
  }

  private JobFollower<Asked, Job> follower(JobFollower.OnInterrupt onInterrupt) {
    Path nowhere = Path.of("nowhere");
    TaskContext context =
        new TaskContext(
            "run",
            Instant.EPOCH,
            Config.DEFAULT,
            new LinkedHashMap<>(),
            new TaskFiles(nowhere, nowhere, nowhere, WriteGuard.OPEN),
            new TaskListener() {
              @Override
              public void notice(String line) {
                notices.add(line);
              }
            },
            Clock.systemUTC());
    return new JobFollower<>(service, context, Duration.ofMillis(1), onInterrupt);
  }

  /// A service with jobs in memory.
  private static final class Service implements JobKind<Asked, Job> {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<String> created = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private List<JobState> next = List.of();
    private Optional<Job> rival = Optional.empty();

    void add(Job job) {
      jobs.put(job.asked().name(), job);
    }

    /// What the next job that is created goes through.
    void willDo(JobState... states) {
      next = List.of(states);
    }

    @Override
    public String title() {
      return "job";
    }

    @Override
    public String name(Job job) {
      return job.asked().name();
    }

    @Override
    public JobState state(Job job) {
      return job.states().getFirst();
    }

    @Override
    public String outputAsked(Asked asked) {
      return asked.output();
    }

    @Override
    public String output(Job job) {
      return job.asked().output();
    }

    @Override
    public boolean isSame(Asked asked, Job job) {
      return asked.settings().equals(job.asked().settings());
    }

    /// A description says what was so at that moment.
    @Override
    public Optional<Job> find(String name) {
      Optional<Job> job = Optional.ofNullable(jobs.get(name));
      Optional<Job> now =
          job.map(found -> new Job(found.asked(), new ArrayDeque<>(List.of(state(found)))));
      job.filter(found -> found.states().size() > 1).ifPresent(found -> found.states().pop());
      return now;
    }

    @Override
    public boolean create(Asked asked) {
      if (rival.isPresent()) {
        add(rival.get());
        return false;
      }
      created.add(asked.name());
      add(new Job(asked, new ArrayDeque<>(next)));
      return true;
    }

    @Override
    public void stop(String name) {
      stopped.add(name);
    }

    @Override
    public void requireCompleted(Job job) {
      if (state(job) != JobState.COMPLETED) {
        throw new JobException("not completed");
      }
    }
  }
}
