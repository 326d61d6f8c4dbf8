"""Prints requests to SageMaker, valid and invalid ones, with the verdict of botocore's public description of the service.

Each case changes one of two valid requests: it puts a value at a path, or removes a member. The tests of the local SageMaker
compare its verdicts with these.

  python acceptance/sagemaker_cases.py > sagemaker-local/src/test/resources/dev/prod2vec/sagemakerlocal/cases.json
"""

import copy
import json

import botocore.session
import regex
from botocore.validate import ParamValidator

TRAINING = {
    "TrainingJobName": "prod2vec-today-1a2b3c4d-train-1",
    "HyperParameters": {"training.dim": "64", "orders": "training"},
    "AlgorithmSpecification": {
        "TrainingImage": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/prod2vec:1",
        "TrainingInputMode": "File",
        "MetricDefinitions": [{"Name": "objective", "Regex": "objective=([0-9.]+)"}],
    },
    "RoleArn": "arn:aws:iam::123456789012:role/prod2vec-jobs",
    "InputDataConfig": [
        {
            "ChannelName": "training",
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://bucket/input/"}},
        }
    ],
    "OutputDataConfig": {"S3OutputPath": "s3://bucket/output", "KmsKeyId": "alias/key"},
    "ResourceConfig": {"InstanceType": "ml.c5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
    "VpcConfig": {"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1"]},
    "StoppingCondition": {"MaxRuntimeInSeconds": 3600, "MaxWaitTimeInSeconds": 7200},
    "EnableManagedSpotTraining": True,
    "CheckpointConfig": {"S3Uri": "s3://bucket/checkpoints", "LocalPath": "/opt/ml/checkpoints"},
    "Tags": [{"Key": "team", "Value": "shop"}],
}
DEFINITION = {key: TRAINING[key] for key in TRAINING if key not in ("TrainingJobName", "HyperParameters", "Tags")}
TUNING = {
    "HyperParameterTuningJobName": "p2v-today-1a2b3c4d-1",
    "HyperParameterTuningJobConfig": {
        "Strategy": "Bayesian",
        "HyperParameterTuningJobObjective": {"Type": "Maximize", "MetricName": "objective"},
        "ResourceLimits": {"MaxNumberOfTrainingJobs": 8, "MaxParallelTrainingJobs": 2, "MaxRuntimeInSeconds": 600},
        "ParameterRanges": {
            "IntegerParameterRanges": [
                {"Name": "training.dim", "MinValue": "16", "MaxValue": "64", "ScalingType": "Logarithmic"}
            ],
            "ContinuousParameterRanges": [
                {"Name": "training.dropout", "MinValue": "0.0", "MaxValue": "0.5", "ScalingType": "Linear"}
            ],
            "CategoricalParameterRanges": [{"Name": "training.objective", "Values": ["completion", "skip-gram"]}],
        },
        "TrainingJobEarlyStoppingType": "Auto",
        "RandomSeed": 1,
    },
    "TrainingJobDefinition": {"StaticHyperParameters": {"training.epochs": "2"}, **DEFINITION},
    "WarmStartConfig": {
        "ParentHyperParameterTuningJobs": [{"HyperParameterTuningJobName": "p2v-earlier-1"}],
        "WarmStartType": "TransferLearning",
    },
    "Tags": [{"Key": "team", "Value": "shop"}],
}
BASES = {"CreateTrainingJob": TRAINING, "CreateHyperParameterTuningJob": TUNING}
REMOVED = "<removed>"

service = botocore.session.get_session().get_service_model("sagemaker")


def allowed(operation: str, request: dict) -> bool:
    """The verdict: by botocore's validator for names, types and lower limits, by its data for the rest."""
    shape = service.operation_model(operation).input_shape
    if ParamValidator().validate(request, shape).has_errors():
        return False
    return rest(shape, request)


def rest(shape, value) -> bool:
    limits = shape.metadata
    size = len(value) if shape.type_name in ("string", "list", "map") else value
    if isinstance(size, int) and not isinstance(value, bool):
        if size > limits.get("max", size) or size < limits.get("min", size):
            return False
    match shape.type_name:
        case "structure":
            return all(name in shape.members and rest(shape.members[name], inner) for name, inner in value.items())
        case "list":
            return all(rest(shape.member, inner) for inner in value)
        case "map":
            return all(rest(shape.key, key) and rest(shape.value, inner) for key, inner in value.items())
        case "string":
            pattern = shape.metadata.get("pattern")
            return (not pattern or regex.fullmatch(pattern, value) is not None) and (not shape.enum or value in shape.enum)
    return True


def changes(shape, value, path: list):
    """Every place below a value, with other values for it."""
    match shape.type_name:
        case "structure":
            yield path, []
            for name, inner in value.items():
                yield [*path, name], REMOVED
                yield from changes(shape.members[name], inner, [*path, name])
            yield [*path, "Unheard"], "of"
        case "list":
            yield path, "text"
            yield path, []
            yield path, value * 60
            yield from changes(shape.member, value[0], [*path, 0])
        case "map":
            yield path, "text"
            yield path, {f"key{number}": "value" for number in range(101)}
            yield [*path, "k" * 257], "value"
            yield [*path, "key"], "v" * 2501
            yield [*path, "key"], 1
        case "string":
            for other in ["", "x", "x" * 33, "x" * 64, "x" * 300, "x" * 2100, "with space", "-dash", "a_b", "\u00e9", 1, True, None]:
                if other is not None:
                    yield path, other
        case "integer" | "long":
            for other in [-1, 0, 1, 119, 1800, 10**6, 16_000_000, 3 * 10**6, "1", 1.5]:
                yield path, other
        case "boolean":
            yield path, "true"
            yield path, 1
            yield path, False


def put(request: dict, path: list, value) -> dict:
    changed = copy.deepcopy(request)
    if not path:
        return value
    place = changed
    for step in path[:-1]:
        place = place[step]
    if value == REMOVED:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return changed


def main() -> None:
    cases = []
    for operation, base in BASES.items():
        assert allowed(operation, base), operation
        for path, value in changes(service.operation_model(operation).input_shape, base, []):
            verdict = allowed(operation, put(base, path, value))
            cases.append({"operation": operation, "path": path, "value": value, "allowed": verdict})
    lines = ",\n".join(json.dumps(case) for case in cases)
    print('{\n"bases": %s,\n"cases": [\n%s\n]\n}' % (json.dumps(BASES), lines))


if __name__ == "__main__":
    main()
