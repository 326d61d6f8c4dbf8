#!/usr/bin/env bash
# Compares the rules of the local SageMaker, and the cases that its tests try, with AWS's own description of the service.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

acceptance/python.sh acceptance/sagemaker_rules.py | cmp - sagemaker-local/src/main/resources/dev/prod2vec/sagemakerlocal/rules.json
acceptance/python.sh acceptance/sagemaker_cases.py | cmp - sagemaker-local/src/test/resources/dev/prod2vec/sagemakerlocal/cases.json
echo "ok  the local SageMaker allows what botocore says of SageMaker"
