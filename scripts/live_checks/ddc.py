"""What the operator relies on in DDC itself."""

from .asking import FAIL, OPEN, PASS


def epics_image_runs(asked):
    """Epic's image runs without root and with a read-only root, on the ports it is told"""
    pods = asked.pods()
    images = {one["image"] for pod in pods for one in pod["spec"]["containers"] if "unreal-cloud-ddc:" in one["image"]}
    if not images:
        return OPEN, "no pod runs an image named unreal-cloud-ddc"
    if asked.condition("WorkloadAvailable")["status"] != "True":
        return OPEN, f"WorkloadAvailable: {asked.condition('WorkloadAvailable')['message']}"
    return PASS, f"{', '.join(sorted(images))} is ready in {len(pods)} pods"


def refs_go_through(asked):
    """DDC accepts the operator's tokens and policies, and gives back what was put, compressed buffers included"""
    found = asked.condition("Verified")
    if found["status"] == "True":
        return PASS, f"Verified: {found['message']}"
    wrong = found["reason"] in ("DdcWrongAnswer", "DdcUnauthorised", "DdcRefused")
    return (FAIL if wrong else OPEN), f"Verified: {found['reason']}: {found['message']}"


CHECKS = (epics_image_runs, refs_go_through)
