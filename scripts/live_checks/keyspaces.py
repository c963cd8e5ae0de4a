"""What the operator relies on in Amazon Keyspaces."""

import datetime
import json

from .asking import FAIL, OPEN, PASS, Unanswered, open_unless, wait

SETTLING_SECONDS = 30  # within which a second UpdateTable of one table means that a change was not seen at once


only_with_keyspaces = open_unless(lambda asked: asked.keyspaces is not None, "this resource has no Amazon Keyspaces")


@only_with_keyspaces
def schema_is_read_back(asked):
    """Tables and their custom_properties are read as the operator expects them"""
    found = asked.condition("SchemaValid")
    if found["status"] == "True":
        return PASS, f"SchemaValid: {found['message']}"
    return (FAIL if found["reason"] == "SchemaDiffers" else OPEN), f"SchemaValid: {found['reason']}: {found['message']}"


@only_with_keyspaces
def ddc_starts_over_existing_keyspaces(asked):
    """DDC's CREATE KEYSPACE of a keyspace that exists is answered as DDC expects it"""
    pods = asked.pods()
    if not pods:
        return OPEN, "there are no pods of DDC"
    restarts = sum(one["restartCount"] for pod in pods for one in pod["status"].get("containerStatuses", []))
    ready = [pod for pod in pods if any(one["type"] == "Ready" and one["status"] == "True"
                                        for one in pod["status"].get("conditions", []))]
    if len(ready) < len(pods):
        return OPEN, f"{len(ready)} of {len(pods)} pods are ready; look at the others' logs"
    if restarts:
        return OPEN, f"containers restarted {restarts} times: look in 'kubectl logs --previous' for CREATE KEYSPACE"
    return PASS, f"{len(pods)} pods started after the operator had made the keyspaces, without a restart"


@only_with_keyspaces
def changes_are_seen_at_once(asked):
    """A table's change is seen by the read after it: no UpdateTable is sent twice"""
    events = asked.aws("cloudtrail", "lookup-events", "--lookup-attributes",
                       "AttributeKey=EventName,AttributeValue=UpdateTable", "--max-results", "50")["Events"]
    times = {}
    for event in events:
        detail = json.loads(event["CloudTrailEvent"])
        parameters = detail.get("requestParameters") or {}
        if parameters.get("keyspaceName") in asked.names() and not detail.get("errorCode"):
            times.setdefault((parameters["keyspaceName"], parameters.get("tableName")), []).append(
                datetime.datetime.strptime(detail["eventTime"], "%Y-%m-%dT%H:%M:%SZ"))
    if not times:
        return OPEN, "CloudTrail knows of no UpdateTable: change a setting, such as pointInTimeRecovery, wait 15 minutes"
    gaps = [(later - earlier).total_seconds() for all_times in times.values()
            for earlier, later in zip(sorted(all_times), sorted(all_times)[1:])]
    near = [gap for gap in gaps if gap < SETTLING_SECONDS]
    if near:
        return FAIL, f"{len(near)} times a table was changed again within {SETTLING_SECONDS} s"
    return PASS, f"{len(times)} tables were changed, none again within {SETTLING_SECONDS} s"


@only_with_keyspaces
def multi_region_rights_are_enough(asked):
    """DDC may read and write multi-Region tables under the policy the operator makes"""
    if not asked.keyspaces.get("peerRegions"):
        return OPEN, "this resource has one Region"
    found = asked.condition("Verified")
    if found["status"] == "True":
        return PASS, f"refs went through the tables of {asked.region}; run this in the other Regions too"
    return (FAIL if "AccessDenied" in found["message"] else OPEN), f"Verified: {found['reason']}: {found['message']}"


@only_with_keyspaces
def type_quota_is_enough(asked):
    """The account's quota on user-defined types leaves room for DDC's three"""
    quotas = asked.aws("service-quotas", "list-service-quotas", "--service-code", "cassandra")["Quotas"]
    found = [(one["QuotaName"], one["Value"]) for one in quotas
             if "type" in one["QuotaName"].lower() and "user" in one["QuotaName"].lower()]
    if not found:
        return OPEN, f"Service Quotas lists {len(quotas)} quotas of Keyspaces, and none on user-defined types"
    least = min(value for _, value in found)
    return (PASS if least >= 3 else FAIL), "; ".join(f"{name}: {value:g}" for name, value in found)


@only_with_keyspaces
def warm_throughput_is_kept(asked):
    """The warm throughput that was asked for is what GetTable shows"""
    wanted = asked.keyspaces.get("currentRegion", {}).get("warmThroughput")
    if not wanted:
        return OPEN, "this resource asks for no warmThroughput"
    keyspace = asked.names()[0]
    table = asked.aws("keyspaces", "list-tables", "--keyspace-name", keyspace)["tables"][0]["tableName"]
    shown = asked.aws("keyspaces", "get-table", "--keyspace-name", keyspace, "--table-name", table) \
        .get("warmThroughputSpecification")
    if shown is None:
        return OPEN, "this AWS CLI does not show it: use a newer one"
    short = {key: value for key, value in wanted.items() if shown.get(key, 0) < value}
    return (FAIL if short else PASS), f"{keyspace}.{table} has {shown}, asked for was {wanted}"


def deleting_takes_types_along(asked, keyspace):
    """What DeleteKeyspace does with types (the operator deletes them first and depends on neither answer)"""
    if not keyspace:
        return OPEN, "name a keyspace that may be made and deleted: --scratch-keyspace jupiter_live_check"
    try:
        asked.aws("keyspaces", "get-keyspace", "--keyspace-name", keyspace)
        return OPEN, f"there is a keyspace {keyspace} already: name another"
    except Unanswered as absent:
        if "ResourceNotFound" not in str(absent):
            raise
    asked.aws("keyspaces", "create-keyspace", "--keyspace-name", keyspace)
    try:
        wait(lambda: asked.aws("keyspaces", "get-keyspace", "--keyspace-name", keyspace))
        asked.aws("keyspaces", "create-type", "--keyspace-name", keyspace, "--type-name", "probe",
                  "--field-definitions", "name=a,type=int")
        wait(lambda: asked.aws("keyspaces", "get-type", "--keyspace-name", keyspace, "--type-name", "probe")
             .get("status") in (None, "ACTIVE"))
        try:
            asked.aws("keyspaces", "delete-keyspace", "--keyspace-name", keyspace)
            return PASS, "a keyspace with a type was deleted: types go along"
        except Unanswered as refused:
            asked.aws("keyspaces", "delete-type", "--keyspace-name", keyspace, "--type-name", "probe")
            return PASS, f"a keyspace with a type is not deleted: {refused}"
    finally:
        tidy(asked, keyspace)


def tidy(asked, keyspace):
    """Deletes the scratch keyspace, until AWS says that it is gone."""
    def gone():
        try:
            asked.aws("keyspaces", "delete-keyspace", "--keyspace-name", keyspace)
        except Unanswered as said:
            return "ResourceNotFound" in str(said)
        return False
    wait(gone)


CHECKS = (schema_is_read_back, ddc_starts_over_existing_keyspaces, changes_are_seen_at_once,
          multi_region_rights_are_enough, type_quota_is_enough, warm_throughput_is_kept)
