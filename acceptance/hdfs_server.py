"""HDFS on the loopback interface of this machine, in a process of its own, and its files by way of WebHDFS."""

import contextlib
import getpass
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse
import urllib.request

from checks import ROOT
from spark_cluster import java_home

SERVER = ROOT / "spark/src/test/java/dev/prod2vec/hdfs/HdfsServer.java"


@contextlib.contextmanager
def hdfs(folder):
    """The address of an empty HDFS, which is kept in the folder, and its files. Hadoop's client and libraries are those of SPARK_HOME."""
    libraries = pathlib.Path(os.environ["SPARK_HOME"]) / "jars" / "*"
    program = [java_home() + "/bin/java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", f"{server_jar()}:{libraries}", SERVER, folder / "data"]
    folder.mkdir()
    with open(folder / "hdfs.log", "w") as log:
        server = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, cwd=folder)
    try:
        # Others on its output are lines of a log.
        said = ""
        addresses = None
        while addresses is None:
            line = server.stdout.readline()
            if not line:
                sys.exit(f"check failed: HDFS did not start:\n{said}{(folder / 'hdfs.log').read_text()}")
            said += line
            addresses = re.fullmatch(r"(hdfs://\S+) (http://\S+)\n", line)
        yield addresses[1], Files(addresses[2])
    finally:
        server.stdin.close()
        server.stdout.close()
        server.wait()


def server_jar():
    """The jar with Hadoop's servers, of the version of Spark's Hadoop, as Maven brings it."""
    version = re.search(r"<hadoop.version>(.*?)<", (ROOT / "pom.xml").read_text())[1]
    jar = ROOT / "target/hdfs" / f"hadoop-client-minicluster-{version}.jar"
    if not jar.exists():
        copy = ["-Dartifact=org.apache.hadoop:hadoop-client-minicluster:" + version, f"-DoutputDirectory={jar.parent}"]
        subprocess.run([ROOT / "mvnw", "-q", "-N", "-f", ROOT / "pom.xml", "dependency:copy", *copy], check=True)
    return jar


class Files:
    """Files of an HDFS, by their paths without a slash at the beginning."""

    def __init__(self, address):
        self.address = address

    def write(self, path, content):
        to = self.send("PUT", self.url(path, "CREATE", noredirect="true"))
        self.send("PUT", json.loads(to)["Location"], content)

    def names(self, folder):
        return [entry["pathSuffix"] for entry in self.entries(folder)]

    def contents(self, folder):
        """The bytes of all files in a folder and in those below it, by their paths relative to it."""
        found = {}
        for entry in self.entries(folder):
            name = entry["pathSuffix"]
            if entry["type"] == "FILE":
                found[name] = self.send("GET", self.url(f"{folder}/{name}", "OPEN"))
            else:
                found |= {f"{name}/{inner}": content for inner, content in self.contents(f"{folder}/{name}").items()}
        return found

    def entries(self, folder):
        return json.loads(self.send("GET", self.url(folder, "LISTSTATUS")))["FileStatuses"]["FileStatus"]

    def url(self, path, operation, **more):
        query = urllib.parse.urlencode({"op": operation, "user.name": getpass.getuser()} | more)
        return f"{self.address}/webhdfs/v1/{urllib.parse.quote(path)}?{query}"

    def send(self, method, url, content=None):
        with urllib.request.urlopen(urllib.request.Request(url, method=method, data=content)) as answer:
            return answer.read()
