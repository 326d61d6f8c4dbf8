package dev.prod2vec.sagemaker;

import dev.prod2vec.container.ContainerFolders;
import dev.prod2vec.container.LogMetric;
import dev.prod2vec.store.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CheckpointConfig;
import software.amazon.awssdk.services.sagemaker.model.MetricDefinition;
import software.amazon.awssdk.services.sagemaker.model.OutputDataConfig;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.StoppingCondition;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.VpcConfig;

/// What all jobs of a run have in common: their machines, and where they read and write.
///
/// @param place where the run's jobs read and write
/// @param input folder of the prepared files
record JobSettings(SageMakerConfig settings, JobFolders place, Location input) {
  /// For a service on this machine, which needs neither and whose config may have none.
  private static final String NO_ROLE = "arn:aws:iam::000000000000:role/none";

  private static final String NO_IMAGE = "none";

  String role() {
    String role = settings.role();
    return role.isEmpty() ? NO_ROLE : role;
  }

  String image() {
    String image = settings.image();
    return image.isEmpty() ? NO_IMAGE : image;
  }

  Channel channel() {
    return Channel.builder()
        .channelName(ContainerFolders.CHANNEL)
        .dataSource(source ->
            source.s3DataSource(s3 -> s3.s3DataType(S3DataType.S3_PREFIX).s3Uri(input + "/")))
        .build();
  }

  OutputDataConfig output() {
    String key = settings.kmsKey();
    return OutputDataConfig.builder()
        .s3OutputPath(place.output().toString())
        .kmsKeyId(key.isEmpty() ? null : key)
        .build();
  }

  ResourceConfig resources() {
    return ResourceConfig.builder()
        .instanceType(settings.instanceType())
        .instanceCount(1)
        .volumeSizeInGB(settings.volumeGb())
        .volumeKmsKeyId(settings.kmsKey().isEmpty() ? null : settings.kmsKey())
        .build();
  }

  @Nullable VpcConfig vpc() {
    return settings.subnets().isEmpty()
        ? null
        : VpcConfig.builder()
            .subnets(settings.subnets())
            .securityGroupIds(settings.securityGroups())
            .build();
  }

  StoppingCondition stopping() {
    int seconds = Math.toIntExact(60L * settings.maxRuntimeMinutes());
    StoppingCondition.Builder condition = StoppingCondition.builder().maxRuntimeInSeconds(seconds);
    if (settings.spot()) {
      condition.maxWaitTimeInSeconds(seconds + 60 * settings.spotWaitMinutes());
    }
    return condition.build();
  }

  /// Where a job on Spot instances resumes from, and the job that replaces a stopped one.
  CheckpointConfig checkpoints() {
    return CheckpointConfig.builder()
        .s3Uri(place.checkpoints().toString())
        .localPath(ContainerFolders.CHECKPOINTS)
        .build();
  }

  static List<MetricDefinition> metrics() {
    return Arrays.stream(LogMetric.values())
        .map(
            metric -> MetricDefinition.builder().name(metric.title()).regex(metric.regex()).build())
        .toList();
  }

  List<Tag> tags() {
    List<Tag> tags = new ArrayList<>();
    for (String tag : settings.tags()) {
      int sign = tag.indexOf('=');
      tags.add(Tag.builder().key(tag.substring(0, sign)).value(tag.substring(sign + 1)).build());
    }
    return tags;
  }

  boolean spot() {
    return settings.spot();
  }

  /// Whether two jobs read the same files.
  static boolean isSameInput(List<Channel> asked, List<Channel> there) {
    return inputs(asked).equals(inputs(there));
  }

  private static List<String> inputs(List<Channel> channels) {
    return channels.stream().map(channel -> channel.dataSource().s3DataSource().s3Uri()).toList();
  }
}
