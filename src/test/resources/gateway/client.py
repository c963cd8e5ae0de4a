"""Drives the gateway with Python's cassandra-driver; prints what it saw as JSON."""
import json
import sys

from cassandra import AlreadyExists, InvalidRequest
from cassandra.cluster import Cluster
from cassandra.query import SimpleStatement

port, keyspace = int(sys.argv[1]), sys.argv[2]
cluster = Cluster(["127.0.0.1"], port=port)
session = cluster.connect()
seen = {"version": cluster.protocol_version, "hosts": sorted(h.address for h in cluster.metadata.all_hosts())}
try:
    session.execute("CREATE KEYSPACE %s WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}" % keyspace)
except AlreadyExists as e:
    seen["exists"] = e.keyspace
session.set_keyspace(keyspace)
insert = session.prepare("INSERT INTO p (a, c, v) VALUES (?, ?, ?)")
for a in range(5):
    for c in range(4):
        session.execute(insert, (a, c, "é"))
seen["count"] = session.execute("SELECT count(*) FROM p WHERE a = %s", (3,)).one()[0]
seen["distinct"] = sorted(r.a for r in session.execute(SimpleStatement("SELECT DISTINCT a FROM p", fetch_size=2)))
seen["rows"] = len(list(session.execute(SimpleStatement("SELECT * FROM p", fetch_size=3))))
seen["tables"] = sorted(cluster.metadata.keyspaces[keyspace].tables)
try:
    session.execute("CREATE INDEX ON p (v)")
except InvalidRequest as e:
    seen["index"] = str(e)
print(json.dumps(seen))
cluster.shutdown()
