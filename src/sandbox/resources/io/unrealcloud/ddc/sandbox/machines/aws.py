#!/usr/bin/python3 -IB
"""The AWS CLI of a machine in the sandbox, as far as scripts on nodes use it: reading a secret.

    aws secretsmanager get-secret-value --region REGION --secret-id ID --query SecretString --output text

It signs with the instance's role, of which it finds a session in role.json. What is not known here is refused
with exit code 252, as the AWS CLI does with what it does not know.
"""

import datetime
import hashlib
import hmac
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

MACHINE = Path(os.environ["MACHINE"])  # or a folder of the machine's own folder, see MachineSpec
ROLE = next((folder / "role.json" for folder in (MACHINE, MACHINE.parent) if (folder / "role.json").exists()), None)


def main(words):
    if words[:2] != ["secretsmanager", "get-secret-value"] or len(words) % 2:
        refuse("aws: only 'aws secretsmanager get-secret-value' is known here", 252)
    options = dict(zip(words[2::2], words[3::2]))
    unknown = set(options) - {"--region", "--secret-id", "--query", "--output", "--version-stage"}
    if unknown:
        refuse(f"Unknown options: {', '.join(sorted(unknown))}", 252)
    if options.get("--query", "SecretString") != "SecretString" or options.get("--output") != "text":
        refuse("aws: only --query SecretString --output text is known here", 252)
    for needed in ("--region", "--secret-id", "--query"):
        if needed not in options:
            refuse(f"the following arguments are required: {needed}", 252)
    if ROLE is None:
        refuse("Unable to locate credentials. You can configure credentials by running \"aws configure\".", 253)
    body = {"SecretId": options["--secret-id"]}
    if "--version-stage" in options:
        body["VersionStage"] = options["--version-stage"]
    print(call(json.loads(ROLE.read_text()), options["--region"], "secretsmanager", "GetSecretValue",
               json.dumps(body).encode())["SecretString"])


def call(role, region, service, action, body):
    """A request signed with Signature Version 4 (AWS general reference)."""
    now = datetime.datetime.now(datetime.timezone.utc)
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    headers = {"content-type": "application/x-amz-json-1.1", "host": urllib.parse.urlparse(role["endpoint"]).netloc,
               "x-amz-date": stamp, "x-amz-security-token": role["sessionToken"],
               "x-amz-target": f"{service}.{action}"}
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{day}/{region}/{service}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = ("AWS4" + role["secretAccessKey"]).encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={role['accessKeyId']}/{scope}, SignedHeaders={names}, "
                                f"Signature={signature}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(role["endpoint"], data=body, headers=headers), timeout=30) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        said = json.loads(refused.read())
        refuse(f"\nAn error occurred ({said['__type']}) when calling the {action} operation: {said.get('message', '')}",
               254)


def refuse(text, code):
    print(text, file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
