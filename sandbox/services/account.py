"""What the emulated AWS account holds before the operator starts: what a studio's administrators make.

That is the EKS cluster and the bucket an example names, the cluster's OIDC provider in IAM, and the operator's own role
with the policy and the permissions boundary of deploy/aws.
"""

import json
import urllib.parse

from . import network
from .aws import call

ACCOUNT = "123456789012"
EXAMPLE_ACCOUNT = "111122223333"  # what the policies in deploy/aws say
ROLE_NAME = "unreal-cloud-ddc-operator"
OPERATOR_ROLE = f"arn:aws:iam::{ACCOUNT}:role/{ROLE_NAME}"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/unreal-cloud-ddc-boundary"
SUBJECT = "system:serviceaccount:unreal-cloud-ddc-operator:unreal-cloud-ddc-operator"
AUDIENCE = "sts.amazonaws.com"


def operator_role(url, checkout, issuer):
    """Makes what the operator needs in IAM, as its documentation tells an administrator to. Idempotent."""
    host = issuer[len("https://"):]
    iam(url, "CreateOpenIDConnectProvider", {"Url": issuer, "ClientIDList.member.1": AUDIENCE,
                                             "ThumbprintList.member.1": "0" * 40})
    iam(url, "CreatePolicy", {"PolicyName": BOUNDARY.rpartition("/")[2],
                              "PolicyDocument": policy(checkout, "boundary-policy")})
    trust = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{host}"},
        "Condition": {"StringEquals": {f"{host}:aud": AUDIENCE, f"{host}:sub": SUBJECT}}}]}
    iam(url, "CreateRole", {"RoleName": ROLE_NAME, "AssumeRolePolicyDocument": json.dumps(trust)})
    iam(url, "PutRolePolicy", {"RoleName": ROLE_NAME, "PolicyName": "operator",
                               "PolicyDocument": policy(checkout, "operator-policy")})
    iam(url, "PutRolePolicy", {"RoleName": ROLE_NAME, "PolicyName": "scylla",
                               "PolicyDocument": policy(checkout, "operator-scylla-policy")})


def policy(checkout, name):
    return (checkout / "deploy" / "aws" / f"{name}.json").read_text().replace(EXAMPLE_ACCOUNT, ACCOUNT)


def iam(url, action, parameters):
    """One call past the front that would ask who calls; returns the answer, XML. What exists already is fine."""
    body = urllib.parse.urlencode({"Action": action, "Version": "2010-05-08", **parameters}).encode()
    return call("POST", f"{url}/", "us-east-1", "iam", body, fine=(409,), content="application/x-www-form-urlencoded")


def prepare(url, resources, ranges):
    """Makes what each UnrealCloudDdc in ``resources`` refers to and does not make itself. Idempotent.

    ``ranges``: addresses of VPCs, by Region.
    """
    for resource in resources:
        spec = resource.get("spec", {})
        region = spec["region"]
        eks_cluster(url, region, spec.get("cluster", {}).get("name"), network.prepare(url, resource, ranges))
        bucket(url, region, ((spec.get("storage") or {}).get("s3") or {}).get("bucketName"))


def eks_cluster(url, region, name, place):
    """``place``: the network it is in; None where nobody asks for it."""
    if not name:
        return
    inside = {"securityGroupIds": [], **(place or {"subnetIds": []})}
    body = {"name": name, "roleArn": f"arn:aws:iam::{ACCOUNT}:role/eks-cluster", "version": "1.34",
            "resourcesVpcConfig": inside}
    call("POST", f"{url}/clusters", region, "eks", json.dumps(body).encode(), fine=(409,))
    if place:  # the cluster may be of an earlier example that had no nodes
        call("POST", f"{url}/clusters/{name}/update-config", region, "eks",
             json.dumps({"resourcesVpcConfig": inside}).encode())


def bucket(url, region, name):
    if not name:
        return
    body = b"" if region == "us-east-1" else (
        f"<CreateBucketConfiguration><LocationConstraint>{region}</LocationConstraint>"
        "</CreateBucketConfiguration>").encode()
    call("PUT", f"{url}/{name}", region, "s3", body, fine=(409,))
