import json
import unittest
from pathlib import Path

from sandbox import clusters, images, incluster, operator, shell
from sandbox.install import sets
from sandbox.services import account
from sandbox.tests.scratch import CHECKOUT, ScratchTest

IMAGE = images.Image("localhost/ddc-sandbox/operator:0123456789abcdef", Path("/none"))
YAML = "import json, sys, yaml; print(json.dumps([one for one in yaml.safe_load_all(sys.stdin) if one]))"


class ManifestTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.paths = sets.ensure(["kubectl", "moto-5.2.5"])
        self.authority = self.state / "authority.pem"
        self.authority.write_text("-----BEGIN CERTIFICATE-----\n")

    def rendered(self, region="us-east-1", content="pem"):
        cluster = clusters.Cluster(self.paths.kubectl, Path("/none"), "https://issuer", "10.0.0.1")
        self.authority.write_text(content)
        folder = incluster.write(CHECKOUT, self.instance, IMAGE, {"AWS_REGION": region, "AWS_ENDPOINT_URL": "http://aws"},
                                 {region: (cluster.host, 9142)}, self.authority, ["studio"])
        text = shell.run(self.paths.kubectl, "kustomize", folder)
        found = json.loads(shell.run(self.paths.moto / "bin" / "python", "-c", YAML, stdin=text))
        return {(one["kind"], one["metadata"]["name"].rpartition("-")[0] if one["kind"] == "ConfigMap" else
                 one["metadata"]["name"]): one for one in found}

    def pod(self, objects):
        return objects["Deployment", incluster.NAME]["spec"]["template"]["spec"]

    def test_it_is_what_deploy_says_with_image_role_region_and_endpoints_put_in(self):
        pod = self.pod(self.rendered())
        self.assertEqual(IMAGE.name, pod["containers"][0]["image"])
        env = {one["name"]: one.get("value") for one in pod["containers"][0]["env"]}
        self.assertEqual({"DDC_OPERATOR_IMAGE": IMAGE.name, "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://aws",
                          "AWS_ROLE_ARN": account.OPERATOR_ROLE, "DDC_OPERATOR_LEASE": incluster.NAME},
                         {key: env[key] for key in ("DDC_OPERATOR_IMAGE", "AWS_REGION", "AWS_ENDPOINT_URL",
                                                    "AWS_ROLE_ARN", "DDC_OPERATOR_LEASE")})
        self.assertFalse([key for key in env if key.endswith("ACCESS_KEY")])
        token = next(one for one in pod["volumes"] if one["name"] == "aws-iam-token")["projected"]["sources"][0]
        self.assertEqual(account.AUDIENCE, token["serviceAccountToken"]["audience"])

    def test_the_configuration_names_the_trust_store_where_it_is_mounted(self):
        objects = self.rendered()
        config = json.loads(objects["ConfigMap", f"{incluster.NAME}-config"]["data"]["config.yaml"])
        self.assertEqual(account.BOUNDARY, config["identity"]["permissionsBoundary"])
        self.assertEqual(["studio"], [one["namespace"] for one in config["tenancy"]["namespaces"]])
        mounts = {one["name"]: one["mountPath"] for one in self.pod(objects)["containers"][0]["volumeMounts"]}
        self.assertEqual(f"{mounts['trust']}/ca.pem", config["cql"]["trustStore"])
        self.assertEqual("pem", objects["ConfigMap", f"{incluster.NAME}-trust"]["data"]["ca.pem"])

    def test_another_configuration_or_authority_means_another_pod(self):
        first = self.pod(self.rendered())
        self.assertEqual(first, self.pod(self.rendered()))
        self.assertNotEqual(first, self.pod(self.rendered(region="us-west-2")))
        self.assertNotEqual(first, self.pod(self.rendered(content="another")))

    def test_nobody_gets_everything(self):
        for (kind, _), one in self.rendered().items():
            for rule in one.get("rules", []):
                self.assertNotIn("*", [*rule["verbs"], *rule["resources"], *rule["apiGroups"]], kind)
            self.assertNotEqual("cluster-admin", one.get("roleRef", {}).get("name"))


class ImageNameTest(ScratchTest):
    def test_it_follows_what_it_is_made_from(self):
        first = self.state / "operator-0123"
        self.assertEqual(images.digest(CHECKOUT, first), images.digest(CHECKOUT, first))
        self.assertNotEqual(images.digest(CHECKOUT, first), images.digest(CHECKOUT, self.state / "operator-4567"))

    def test_the_stand_in_has_the_name_of_the_image_that_resources_get(self):
        self.assertRegex(images.ddc_name(CHECKOUT), r"^[a-z0-9./-]+/unreal-cloud-ddc:\d+\.\d+\.\d+$")
        self.assertRegex(images.release(CHECKOUT), r"^\d+\.\d+$")

    def test_only_the_newest_archives_of_a_program_are_kept(self):
        for number in range(5):
            (self.state / f"ddc-{number}.tar").touch()
            (self.state / f"operator-{number}.tar").touch()
        images.drop_old(self.state, "ddc")
        self.assertEqual((images.KEPT, 5), (len(list(self.state.glob("ddc-*"))), len(list(self.state.glob("operator-*")))))


class ConfigurationTest(unittest.TestCase):
    def test_a_namespace_gets_the_regions_there_are(self):
        found = operator.configuration({"us-west-2": ("a", 1), "us-east-1": ("b", 2)}, "/ca", ["studio"])
        self.assertEqual(["us-east-1", "us-west-2"], found["tenancy"]["namespaces"][0]["regions"])
        self.assertEqual({"host": "b", "port": 2}, found["cql"]["endpoints"]["us-east-1"])


if __name__ == "__main__":
    unittest.main()
