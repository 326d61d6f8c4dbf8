package dev.prod2vec.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.container.LogMetric;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.task.TrainingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterScalingType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobObjectiveType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStrategyType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobWarmStartType;
import software.amazon.awssdk.services.sagemaker.model.ParameterRanges;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobEarlyStoppingType;

class JobRequestsTest {
  private static final Schema<Config> SCHEMA =
      Schema.of(Config.DEFAULT.withSection(SageMakerConfig.DEFAULT));

  @Test
  void aTrainingIsToldItsConfigAsTextsWithoutWhatItDoesNotDependOn() {
    Config config = config("training.learning-rate", "0.07");
    CreateTrainingJobRequest request =
        requests(config).training("job", config, TrainingSet.TRAINING);
    assertThat(request.hyperParameters())
        .containsEntry("training.dim", "8")
        .containsEntry("training.learning-rate", "0.07")
        .containsEntry("training.objective", "completion")
        .containsEntry("training.seed", "1")
        .containsEntry("orders", "training")
        .doesNotContainKeys("training.threads", "orders.files", "sagemaker.role")
        .hasSizeLessThanOrEqualTo(100);
    assertThat(request.algorithmSpecification().metricDefinitions())
        .hasSize(LogMetric.values().length);
    assertThat(request.inputDataConfig().getFirst().dataSource().s3DataSource().s3Uri())
        .isEqualTo("s3://bucket/jobs/run/input-1/");
    assertThat(request.vpcConfig()).isNull();
    assertThat(request.outputDataConfig().kmsKeyId()).isNull();
    assertThat(request.stoppingCondition().maxRuntimeInSeconds()).isEqualTo(24 * 3600);
    assertThat(request.stoppingCondition().maxWaitTimeInSeconds()).isNull();
  }

  @Test
  void everySettingOfSageMakerIsInTheRequest() {
    Config config =
        config(
            "sagemaker.role",
            "arn:aws:iam::123456789012:role/prod2vec",
            "sagemaker.image",
            "prod2vec:test",
            "sagemaker.instance-type",
            "ml.m7i.large",
            "sagemaker.volume-gb",
            "77",
            "sagemaker.max-runtime-minutes",
            "60",
            "sagemaker.spot",
            "true",
            "sagemaker.spot-wait-minutes",
            "30",
            "sagemaker.subnets",
            "subnet-1,subnet-2",
            "sagemaker.security-groups",
            "sg-1",
            "sagemaker.tags",
            "team=shop,cost=a=b",
            "sagemaker.kms-key",
            "alias/key");
    CreateTrainingJobRequest request = requests(config).training("job", config, TrainingSet.ALL);
    assertThat(request.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/prod2vec");
    assertThat(request.algorithmSpecification().trainingImage()).isEqualTo("prod2vec:test");
    assertThat(request.resourceConfig().instanceTypeAsString()).isEqualTo("ml.m7i.large");
    assertThat(request.resourceConfig().instanceCount()).isEqualTo(1);
    assertThat(request.resourceConfig().volumeSizeInGB()).isEqualTo(77);
    assertThat(request.resourceConfig().volumeKmsKeyId()).isEqualTo("alias/key");
    assertThat(request.outputDataConfig().kmsKeyId()).isEqualTo("alias/key");
    assertThat(request.enableManagedSpotTraining()).isTrue();
    assertThat(request.stoppingCondition().maxRuntimeInSeconds()).isEqualTo(3600);
    assertThat(request.stoppingCondition().maxWaitTimeInSeconds()).isEqualTo(5400);
    assertThat(request.checkpointConfig().s3Uri()).isEqualTo("s3://bucket/jobs/run/checkpoints");
    assertThat(request.vpcConfig().subnets()).containsExactly("subnet-1", "subnet-2");
    assertThat(request.vpcConfig().securityGroupIds()).containsExactly("sg-1");
    assertThat(request.tags())
        .containsExactly(
            Tag.builder().key("team").value("shop").build(),
            Tag.builder().key("cost").value("a=b").build());
    assertThat(request.hyperParameters()).containsEntry("orders", "all");
  }

  @Test
  void aSearchHasTheRangesScalesAndLimitsOfTheConfig() {
    Config config =
        config(
            "tuning.trials",
            "20",
            "tuning.parallel",
            "3",
            "tuning.minutes",
            "30",
            "tuning.metric",
            "loss",
            "tuning.seed",
            "7",
            "tuning.objective",
            "completion,skip-gram",
            "tuning.dim",
            "64..256 log",
            "tuning.learning-rate",
            "0.01..0.3 log",
            "tuning.noise-exponent",
            "0.3..1",
            "tuning.dropout",
            "",
            "sagemaker.warm-start-parents",
            "p2v-a-1,p2v-b-1");
    CreateHyperParameterTuningJobRequest request = requests(config).tuning("job");
    var search = request.hyperParameterTuningJobConfig();
    assertThat(search.strategy()).isEqualTo(HyperParameterTuningJobStrategyType.BAYESIAN);
    assertThat(search.trainingJobEarlyStoppingType()).isEqualTo(TrainingJobEarlyStoppingType.AUTO);
    assertThat(search.hyperParameterTuningJobObjective().type())
        .isEqualTo(HyperParameterTuningJobObjectiveType.MINIMIZE);
    assertThat(search.hyperParameterTuningJobObjective().metricName()).isEqualTo("objective");
    assertThat(search.resourceLimits().maxNumberOfTrainingJobs()).isEqualTo(20);
    assertThat(search.resourceLimits().maxParallelTrainingJobs()).isEqualTo(3);
    assertThat(search.resourceLimits().maxRuntimeInSeconds()).isEqualTo(1800);
    assertThat(search.randomSeed()).isEqualTo(7);
    ParameterRanges ranges = search.parameterRanges();
    assertThat(ranges.integerParameterRanges()).hasSize(1);
    assertThat(ranges.integerParameterRanges().getFirst().name()).isEqualTo("training.dim");
    assertThat(ranges.integerParameterRanges().getFirst().minValue()).isEqualTo("64");
    assertThat(ranges.integerParameterRanges().getFirst().maxValue()).isEqualTo("256");
    assertThat(ranges.integerParameterRanges().getFirst().scalingType())
        .isEqualTo(HyperParameterScalingType.LOGARITHMIC);
    assertThat(ranges.continuousParameterRanges())
        .extracting(range -> range.name() + " " + range.scalingTypeAsString())
        .containsExactly("training.learning-rate Logarithmic", "training.noise-exponent Linear");
    assertThat(ranges.categoricalParameterRanges().getFirst().values())
        .containsExactly("completion", "skip-gram");
    assertThat(request.trainingJobDefinition().staticHyperParameters())
        .containsEntry("tuning.metric", "loss")
        .containsEntry("training.dropout", "0.2")
        .doesNotContainKeys("training.dim", "training.learning-rate", "training.objective");
    assertThat(request.warmStartConfig().parentHyperParameterTuningJobs()).hasSize(2);
    assertThat(request.warmStartConfig().warmStartType())
        .isEqualTo(HyperParameterTuningJobWarmStartType.TRANSFER_LEARNING);
  }

  @Test
  void earlyStoppingIsOffWithoutAPruner() {
    Config config = config("tuning.pruner", "none");
    assertThat(
            requests(config)
                .tuning("job")
                .hyperParameterTuningJobConfig()
                .trainingJobEarlyStoppingType())
        .isEqualTo(TrainingJobEarlyStoppingType.OFF);
  }

  @Test
  void whatASearchOnSageMakerCannotDoIsRefusedByName() {
    assertRefused("tuning.pruner", "tuning.pruner", "successive-halving");
    assertRefused("tuning.earlier-study", "tuning.earlier-study", "study.jsonl");
    assertRefused("tuning.trials", "tuning.trials", "751");
    assertRefused("tuning.parallel", "tuning.trials", "3", "tuning.parallel", "4");
  }

  @Test
  void aSearchThatTriesAllAtATimeIsWarnedOf() {
    assertThat(SearchRequest.warning(tuning("5", "5")).orElseThrow())
        .contains("all 5 trials run at the same time");
    assertThat(SearchRequest.warning(tuning("5", "4"))).isEmpty();
    assertThat(SearchRequest.warning(tuning("1", "1"))).isEmpty();
    assertThat(SearchRequest.warning(Config.DEFAULT.tuning())).isEmpty();
  }

  @Test
  void theEstimateIsPriceTimesHoursTimesTrainings() {
    Config config =
        config("sagemaker.price-per-hour", "0.8", "sagemaker.max-runtime-minutes", "90");
    assertThat(CostEstimate.line(config.section(SageMakerConfig.class), 1).orElseThrow())
        .startsWith("cost: at most 1.20 a training (ml.c7i.4xlarge for 1.5 h at 0.8 an hour);");
    assertThat(CostEstimate.line(config.section(SageMakerConfig.class), 31).orElseThrow())
        .contains("37.20 for all 31 trainings");
    assertThat(CostEstimate.line(SageMakerConfig.DEFAULT, 1)).isEmpty();
  }

  private TuningConfig tuning(String trials, String parallel) {
    return config("tuning.trials", trials, "tuning.parallel", parallel).tuning();
  }

  private void assertRefused(String named, String... keys) {
    Config config = config(keys);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> requests(config).tuning("job"))
        .withMessageContaining(named);
  }

  /// A config of jobs with these keys and values besides.
  private static Config config(String... keys) {
    Map<String, List<String>> flags = new LinkedHashMap<>();
    flags.put("sagemaker.s3-uri", List.of("s3://bucket/jobs"));
    flags.put("training.dim", List.of("8"));
    for (int i = 0; i < keys.length; i += 2) {
      flags.put(keys[i], List.of(keys[i + 1]));
    }
    return SCHEMA.load(Optional.empty(), Map.of(), flags).config();
  }

  private static JobRequests requests(Config config) {
    JobFolders place = new JobFolders(Location.parse("s3://bucket/jobs/run"));
    return new JobRequests(
        config, new JobSettings(config.section(SageMakerConfig.class), place, place.input("1")));
  }
}
