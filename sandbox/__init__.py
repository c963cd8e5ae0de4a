"""The sandbox: a real Kubernetes node, emulated AWS services and the operator on one Linux machine.

Run as ``python3 -m sandbox`` from the top of the checkout. Standard library only, Python 3.9 or newer.
"""
