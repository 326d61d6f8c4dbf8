"""A server that speaks S3, on a free port of this machine."""

import contextlib
import pathlib
import random
import socket
import subprocess
import sys
import time

import boto3


def check(holds, what):
    if not holds:
        sys.exit(f"check failed: {what}")
    print(f"ok  {what}", flush=True)


def free_port():
    """One below those that a system gives away by itself, since it is bound later."""
    for port in random.sample(range(15_000, 32_000), 17_000):
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port
    sys.exit("check failed: no port is free")


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
