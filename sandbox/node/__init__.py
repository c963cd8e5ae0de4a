"""A real single-node Kubernetes in namespaces of its own.

Everything of the node lives in one private network namespace and one private mount namespace, both held open by one
sleeping process: the bridge, the firewall rules, every mount and every sysctl the node needs are inside, and the
kernel removes them with the last process. On the machine itself there is one virtual cable with two routes, and one
cgroup tree.
"""
