"""Runs moto's server so that EKS clusters report the OIDC issuer of the Kubernetes they stand for, and so that subnets
and hosted zones can have the ids that an example names.

Executed by the Python of moto's virtual environment: moto_launcher.py <address> <port>
"""

import os
import sys
import threading

from moto.ec2.models import subnets
from moto.eks import models
from moto.route53 import models as route53
from moto.server import main
from moto.utilities.id_generator import TAG_KEY_CUSTOM_ID, moto_id_manager

assert "{region}" in models.ISSUER_TEMPLATE, "this moto makes issuers in another way: look at moto/eks/models.py"
models.ISSUER_TEMPLATE = os.environ["DDC_SANDBOX_ISSUER"].replace("{", "{{").replace("}", "}}")

wanted = threading.local()
any_id, create_subnet = subnets.random_subnet_id, subnets.SubnetBackend.create_subnet
create_zone = route53.Route53Backend.create_hosted_zone


def subnet(self, *words, tags=None, **named):
    """With moto's own tag for a chosen id, which it does not know for subnets."""
    tags = dict((tags or {}).get("subnet") or {})
    wanted.subnet = tags.pop(TAG_KEY_CUSTOM_ID, None)
    try:
        return create_subnet(self, *words, tags={"subnet": tags}, **named)
    finally:
        wanted.subnet = None


def zone(self, name, *words, caller_reference=None, **named):
    """With a reference such as id=Z0123456789."""
    if (caller_reference or "").startswith("id="):
        moto_id_manager.set_custom_id(route53.HostedZoneIdentifier(self.account_id, name, None), caller_reference[3:])
    return create_zone(self, name, *words, caller_reference=caller_reference, **named)


subnets.random_subnet_id = lambda: getattr(wanted, "subnet", None) or any_id()
subnets.SubnetBackend.create_subnet = subnet
route53.Route53Backend.create_hosted_zone = zone

if __name__ == "__main__":
    main(["--host", sys.argv[1], "--port", sys.argv[2]])
