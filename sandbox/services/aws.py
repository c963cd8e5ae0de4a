"""Requests to moto, which takes Region and service from the credential scope and checks no signature."""

import re
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

from ..problem import Problem


def ec2(url, region, action, parameters):
    """The answer's root element; names of elements are without their namespace."""
    body = urllib.parse.urlencode({"Action": action, "Version": "2016-11-15", **parameters}).encode()
    text = call("POST", f"{url}/", region, "ec2", body, content="application/x-www-form-urlencoded").decode()
    return xml.etree.ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", text, count=1))


def tag(kind, key, value):
    """Parameters that give a tag to what a request makes."""
    return {"TagSpecification.1.ResourceType": kind, "TagSpecification.1.Tag.1.Key": key,
            "TagSpecification.1.Tag.1.Value": value}


def call(method, url, region, service, body, fine=(), content="application/json"):
    """``fine``: status codes of errors that are none here; the answer is then empty."""
    scope = f"AWS4-HMAC-SHA256 Credential=sandbox/20200101/{region}/{service}/aws4_request, SignedHeaders=host, " \
            "Signature=none"
    request = urllib.request.Request(url, data=body, method=method,
                                     headers={"Authorization": scope, **({"Content-Type": content} if body else {})})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as response:
            return response.read()
    except urllib.error.HTTPError as refused:
        if refused.code in fine:
            return b""
        raise Problem(f"moto refused {method} {url} for {service}: {refused.code} "
                      f"{refused.read().decode('utf-8', 'replace')[:300]}") from refused
