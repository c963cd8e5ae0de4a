"""What the emulated AWS account holds before the operator starts: the EKS cluster and the bucket an example names."""

import json
import urllib.error
import urllib.request

from ..problem import Problem

ACCOUNT = "123456789012"

def prepare(url, resources):
    """Makes what each UnrealCloudDdc in ``resources`` refers to and does not make itself. Idempotent."""
    for resource in resources:
        spec = resource.get("spec", {})
        region = spec["region"]
        eks_cluster(url, region, spec.get("cluster", {}).get("name"))
        bucket(url, region, ((spec.get("storage") or {}).get("s3") or {}).get("bucketName"))


def eks_cluster(url, region, name):
    if not name:
        return
    body = {"name": name, "roleArn": f"arn:aws:iam::{ACCOUNT}:role/eks-cluster", "version": "1.34",
            "resourcesVpcConfig": {"subnetIds": [], "securityGroupIds": []}}
    call("POST", f"{url}/clusters", region, "eks", json.dumps(body).encode(), fine=(409,))


def bucket(url, region, name):
    if not name:
        return
    body = b"" if region == "us-east-1" else (
        f"<CreateBucketConfiguration><LocationConstraint>{region}</LocationConstraint>"
        "</CreateBucketConfiguration>").encode()
    call("PUT", f"{url}/{name}", region, "s3", body, fine=(409,))


def call(method, url, region, service, body, fine=()):
    """One request to moto, which takes Region and service from the credential scope and checks no signature."""
    scope = f"AWS4-HMAC-SHA256 Credential=sandbox/20200101/{region}/{service}/aws4_request, SignedHeaders=host, " \
            "Signature=none"
    request = urllib.request.Request(url, data=body, method=method,
                                     headers={"Authorization": scope, "Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as response:
            return response.read()
    except urllib.error.HTTPError as refused:
        if refused.code in fine:
            return b""
        raise Problem(f"moto refused {method} {url} for {service}: {refused.code} "
                      f"{refused.read().decode('utf-8', 'replace')[:300]}") from refused
