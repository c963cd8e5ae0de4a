"""Runs moto's server so that EKS clusters report the OIDC issuer of the Kubernetes they stand for.

Executed by the Python of moto's virtual environment: moto_launcher.py <address> <port>
"""

import os
import sys

from moto.eks import models
from moto.server import main

assert "{region}" in models.ISSUER_TEMPLATE, "this moto makes issuers in another way: look at moto/eks/models.py"
models.ISSUER_TEMPLATE = os.environ["DDC_SANDBOX_ISSUER"].replace("{", "{{").replace("}", "}}")

if __name__ == "__main__":
    main(["--host", sys.argv[1], "--port", sys.argv[2]])
