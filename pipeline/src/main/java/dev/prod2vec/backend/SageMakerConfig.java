package dev.prod2vec.backend;

import static dev.prod2vec.setting.Require.require;
import static dev.prod2vec.setting.Require.requireEndpoint;

import dev.prod2vec.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/// What the jobs of `backend: sagemaker` are like. One training runs on one machine; a search takes
/// as many as it has trials at a time. Credentials, region and profile have no place here: they
/// come from where the AWS SDK looks for them.
public record SageMakerConfig(
    @Setting(
            "Role that a job takes: arn:aws:iam::123456789012:role/name. It reads the container"
                + " image and reads and writes below s3-uri.")
        String role,
    @Setting("Folder for what jobs read and write: s3://bucket/prefix.") String s3Uri,
    @Setting("Address of the container image in ECR, with its tag or digest.") String image,
    @Setting("Kind of machine that a job runs on.") String instanceType,
    @Setting("Disk of a job's machine in GB; 1 to 16384.") int volumeGb,
    @Setting("Minutes after which a job is stopped; 1 to 40320.") int maxRuntimeMinutes,
    @Setting(
            "Whether jobs take spare machines at a lower price; one that is taken away goes on from"
                + " its checkpoint on the next.")
        boolean spot,
    @Setting(
            "Minutes that a job on spare machines may wait for one, besides its runtime; 0 to"
                + " 40320.")
        int spotWaitMinutes,
    @Setting("Ids of the subnets that a job's machine is in; empty: none of yours.")
        List<String> subnets,
    @Setting("Ids of the security groups of a job's machine; needed with subnets.")
        List<String> securityGroups,
    @Setting("Tags of each job, as key=value.") List<String> tags,
    @Setting("KMS key of a job's disk and of what it writes to S3; empty: those of AWS.")
        String kmsKey,
    @Setting(
            "Address to call instead of SageMaker's own in the region, for a VPC endpoint or a"
                + " stand-in; empty: none.")
        String endpoint,
    @Setting(
            "Names of finished tuning jobs whose trials a new search learns from; at most 5, with"
                + " the same hyperparameters.")
        List<String> warmStartParents,
    @Setting(
            "Price of one machine for an hour, in your currency, for the estimate before a job"
                + " starts; 0: unknown, no estimate.")
        double pricePerHour,
    @Setting(
            "Whether a job goes on when the process that waits for it is stopped; the same run,"
                + " gone on with, finds it again.")
        boolean detach) {

  private static final int MOST_MINUTES = 28 * 24 * 60;

  public static final SageMakerConfig DEFAULT =
      new SageMakerConfig(
          "",
          "",
          "",
          "ml.c7i.4xlarge",
          30,
          24 * 60,
          false,
          24 * 60,
          List.of(),
          List.of(),
          List.of(),
          "",
          "",
          List.of(),
          0,
          false);

  public SageMakerConfig {
    subnets = List.copyOf(subnets);
    securityGroups = List.copyOf(securityGroups);
    tags = List.copyOf(tags);
    warmStartParents = List.copyOf(warmStartParents);
    require(
        role.isEmpty() || role.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+"),
        "role must be as arn:aws:iam::123456789012:role/name, but is \"%s\"",
        role);
    require(
        s3Uri.isEmpty() || s3Uri.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?"),
        "s3-uri must be as s3://bucket/prefix, but is \"%s\"",
        s3Uri);
    require(
        instanceType.startsWith("ml."),
        "instance-type must be one of SageMaker's, as ml.c7i.4xlarge, but is \"%s\"",
        instanceType);
    require(
        volumeGb >= 1 && volumeGb <= 16_384, "volume-gb must be 1 to 16384, but is %d", volumeGb);
    require(
        maxRuntimeMinutes >= 1 && maxRuntimeMinutes <= MOST_MINUTES,
        "max-runtime-minutes must be 1 to %d, but is %d",
        MOST_MINUTES,
        maxRuntimeMinutes);
    require(
        spotWaitMinutes >= 0 && spotWaitMinutes <= MOST_MINUTES,
        "spot-wait-minutes must be 0 to %d, but is %d",
        MOST_MINUTES,
        spotWaitMinutes);
    require(
        subnets.isEmpty() == securityGroups.isEmpty(),
        "subnets and security-groups must be given together, but one of them is empty");
    for (String tag : tags) {
      require(tag.matches("[^=]+=.*"), "tags must each be as key=value, but one is \"%s\"", tag);
    }
    require(
        warmStartParents.size() <= 5,
        "warm-start-parents may be 5 at most, but are %d",
        warmStartParents.size());
    requireEndpoint(endpoint);
    require(pricePerHour >= 0, "price-per-hour must be 0 or more, but is %s", pricePerHour);
  }

  /// The keys that a backend needs and this has no value for.
  public List<String> missing(Backend backend) {
    List<String> missing = new ArrayList<>();
    switch (backend) {
      case LOCAL -> {}
      case SAGEMAKER -> {
        need(missing, "sagemaker.role", role);
        need(missing, "sagemaker.s3-uri", s3Uri);
        need(missing, "sagemaker.image", image);
      }
      case SAGEMAKER_LOCAL -> need(missing, "sagemaker.s3-uri", s3Uri);
    }
    return missing;
  }

  private static void need(List<String> missing, String key, String value) {
    if (value.isEmpty()) {
      missing.add(key);
    }
  }
}
