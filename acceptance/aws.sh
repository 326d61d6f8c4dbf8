#!/usr/bin/env bash
# S3 and SageMaker: what the stand-in allows against AWS's own description of the service, runs with everything in S3
# through a proxy that breaks requests, and the DAG with jobs of the stand-in. S3 is moto's server, on a free port of this
# machine. The data's folder is PROD2VEC_DATA.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export PIP_DISABLE_PIP_VERSION_CHECK=1
venv=$root/target/aws-venv
python=$venv/bin/python
if ! "$python" -c 'import boto3, crc32c, moto.server, regex' 2>/dev/null; then
  python3 -m venv --clear "$venv"
  # Without s3crc32c its checksums of uploads in parts are of another kind than they say.
  "$venv/bin/pip" install --quiet --no-compile boto3==1.44.8 botocore==1.44.8 'moto[s3crc32c,server]==5.2.5' regex
fi

"$python" "$root/acceptance/sagemaker_rules.py" | cmp - "$root/sagemaker-local/src/main/resources/dev/prod2vec/sagemakerlocal/rules.json"
"$python" "$root/acceptance/sagemaker_cases.py" | cmp - "$root/sagemaker-local/src/test/resources/dev/prod2vec/sagemakerlocal/cases.json"
echo "ok  what the stand-in allows is what botocore says of SageMaker"
"$root/examples/link-data" "$PROD2VEC_DATA"
"$python" "$root/.ci/check_s3.py"
"$python" "$root/.ci/check_sagemaker.py"
