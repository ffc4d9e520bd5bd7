import subprocess
import sys

PROGRAM = """
import sys
import core.adapters.storage.s3, core.adapters.storage.disk, core.adapters.secrets.keystore
import core.adapters.search.postgres, core.adapters.search.weaviate, core.adapters.mail.smtp
import core.adapters.push.web_push
print(*sorted({"boto3", "botocore", "weaviate", "grpc", "hvac", "webpush"} & set(sys.modules)))
"""


def test_a_process_pays_only_for_the_services_it_uses() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603  # our own program
    assert done.stdout == "\n"
