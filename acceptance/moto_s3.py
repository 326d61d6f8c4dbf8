"""A server that speaks S3, on a free port of this machine."""

import contextlib
import pathlib
import subprocess
import sys
import time

import boto3

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "airflow"))
from stack import free_port  # noqa: E402


@contextlib.contextmanager
def moto(log, bucket):
    """moto's server with one bucket, as (port, client)."""
    port = free_port()
    with open(log, "w") as out:
        program = pathlib.Path(sys.executable).with_name("moto_server")
        server = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stdout=out, stderr=out)
    try:
        s3 = boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
        )
        for _ in range(300):
            with contextlib.suppress(Exception):
                s3.create_bucket(Bucket=bucket)
                break
            time.sleep(0.2)
        else:
            sys.exit("check failed: moto did not start:\n" + pathlib.Path(log).read_text())
        yield port, s3
    finally:
        server.terminate()
        server.wait()
