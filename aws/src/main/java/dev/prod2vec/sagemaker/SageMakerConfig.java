package dev.prod2vec.sagemaker;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;
import static dev.prod2vec.setting.Require.requireEndpoint;

import dev.prod2vec.setting.Choice;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Section;
import dev.prod2vec.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/// What the jobs of `engine: sagemaker` are like. One training runs on one machine; a search takes
/// as many as it has trials at a time. Credentials, region and profile have no place here: they
/// come from where the AWS SDK looks for them.
public record SageMakerConfig(
    @Setting(
            "Role that a job takes: arn:aws:iam::123456789012:role/name. It reads the container"
                + " image and reads and writes below s3-uri.")
        String role,
    @Setting("Folder for what jobs read and write: s3://bucket/prefix.") String s3Uri,
    @Setting("Address of the container image in ECR, with its tag or digest.") String image,
    @Setting(value = "Kind of machine that a job runs on.", defaultValue = "ml.c7i.4xlarge")
        String instanceType,
    @Setting(value = "Disk of a job's machine in GB.", defaultValue = "30", min = 1, max = 16_384)
        int volumeGb,
    @Setting(
            value = "Minutes after which a job is stopped.",
            defaultValue = "1440",
            min = 1,
            max = SageMakerConfig.MOST_MINUTES)
        int maxRuntimeMinutes,
    @Setting(
            "Whether jobs take Spot instances, which cost less; when one is taken away, the job"
                + " resumes from its checkpoint on the next.")
        boolean spot,
    @Setting(
            value = "Minutes that a job may wait for a Spot instance, besides its runtime.",
            defaultValue = "1440",
            min = 0,
            max = SageMakerConfig.MOST_MINUTES)
        int spotWaitMinutes,
    @Setting("Ids of the subnets that a job's machine is in; empty: no VPC.") List<String> subnets,
    @Setting("Ids of the security groups of a job's machine; needed with subnets.")
        List<String> securityGroups,
    @Setting("Tags of each job, as key=value.") List<String> tags,
    @Setting("KMS key of a job's disk and of what it writes to S3; empty: AWS's own key.")
        String kmsKey,
    @Setting(
            "Address to call instead of SageMaker's own in the region, for a VPC endpoint or a"
                + " stand-in; empty: none.")
        String endpoint,
    @Setting(
            value =
                "Names of finished tuning jobs with the same hyperparameters, whose trials a new"
                    + " search learns from.",
            max = 5)
        List<String> warmStartParents,
    @Setting(
            value =
                "Price of one machine for an hour, in your currency, for the estimate before a job"
                    + " starts; 0: unknown, no estimate.",
            defaultValue = "0",
            min = 0)
        double pricePerHour,
    @Setting(
            "Whether a job keeps running when the process that waits for it is stopped; resuming"
                + " the run finds it again.")
        boolean detach)
    implements Section {

  /// The engine that runs trainings as jobs on SageMaker.
  public static final String SERVICE = "sagemaker";

  /// The engine that runs the same jobs as processes of this machine.
  public static final String LOCAL = "sagemaker-local";

  static final int MOST_MINUTES = 28 * 24 * 60;

  public static final SageMakerConfig DEFAULT = Records.defaults(SageMakerConfig.class);

  public SageMakerConfig {
    subnets = List.copyOf(subnets);
    securityGroups = List.copyOf(securityGroups);
    tags = List.copyOf(tags);
    warmStartParents = List.copyOf(warmStartParents);
    requireRanges(
        SageMakerConfig.class,
        role,
        s3Uri,
        image,
        instanceType,
        volumeGb,
        maxRuntimeMinutes,
        spot,
        spotWaitMinutes,
        subnets,
        securityGroups,
        tags,
        kmsKey,
        endpoint,
        warmStartParents,
        pricePerHour,
        detach);
    require(
        role.isEmpty() || role.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+"),
        List.of("role"),
        "role must be as arn:aws:iam::123456789012:role/name, but is \"%s\"",
        role);
    require(
        s3Uri.isEmpty() || s3Uri.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?"),
        List.of("s3-uri"),
        "s3-uri must be as s3://bucket/prefix, but is \"%s\"",
        s3Uri);
    require(
        instanceType.startsWith("ml."),
        List.of("instance-type"),
        "instance-type must be one of SageMaker's, as ml.c7i.4xlarge, but is \"%s\"",
        instanceType);
    require(
        subnets.isEmpty() == securityGroups.isEmpty(),
        List.of("subnets", "security-groups"),
        "subnets and security-groups must be given together, but one of them is empty");
    for (String tag : tags) {
      require(
          tag.matches("[^=]+=.*"),
          List.of("tags"),
          "tags must each be as key=value, but one is \"%s\"",
          tag);
    }
    requireEndpoint(endpoint);
  }

  @Override
  public String section() {
    return "sagemaker";
  }

  @Override
  public String description() {
    return "The jobs on Amazon SageMaker, if engine is sagemaker, or on this machine, if it is"
        + " sagemaker-local.";
  }

  @Override
  public List<String> missing(Choice engine) {
    boolean service = engine.name().equals(SERVICE);
    boolean local = engine.name().equals(LOCAL);
    List<String> missing = new ArrayList<>();
    if (service && role.isEmpty()) {
      missing.add("sagemaker.role");
    }
    if ((service || local) && s3Uri.isEmpty()) {
      missing.add("sagemaker.s3-uri");
    }
    if (service && image.isEmpty()) {
      missing.add("sagemaker.image");
    }
    return missing;
  }
}
