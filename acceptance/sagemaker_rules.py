"""Prints what SageMaker allows in the requests that the local SageMaker answers: the names, types, patterns and limits of
botocore's public description of the service, without its prose.

  python acceptance/sagemaker_rules.py > sagemaker-local/src/main/resources/dev/prod2vec/sagemakerlocal/rules.json
"""

import json

import botocore.session

OPERATIONS = [
    "CreateHyperParameterTuningJob",
    "CreateTrainingJob",
    "DescribeHyperParameterTuningJob",
    "DescribeTrainingJob",
    "ListTrainingJobs",
    "ListTrainingJobsForHyperParameterTuningJob",
    "StopHyperParameterTuningJob",
    "StopTrainingJob",
]
KEPT = ["type", "required", "pattern", "min", "max", "enum"]


def rules() -> dict:
    """The input of each operation, and every shape below it."""
    service = botocore.session.get_session().get_component("data_loader").load_service_model("sagemaker", "service-2")
    shapes: dict = {}

    def add(name: str) -> str:
        shape = service["shapes"][name]
        if name not in shapes:
            kept = {key: shape[key] for key in KEPT if key in shape}
            shapes[name] = kept
            if "members" in shape:
                kept["members"] = {member: add(value["shape"]) for member, value in shape["members"].items()}
            for part in ("member", "key", "value"):
                if part in shape:
                    kept[part] = add(shape[part]["shape"])
        return name

    inputs = {name: add(service["operations"][name]["input"]["shape"]) for name in OPERATIONS}
    return {"operations": inputs, "shapes": dict(sorted(shapes.items()))}


if __name__ == "__main__":
    print(json.dumps(rules(), indent=1, sort_keys=True))
