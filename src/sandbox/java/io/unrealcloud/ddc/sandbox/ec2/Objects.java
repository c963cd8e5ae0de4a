package io.unrealcloud.ddc.sandbox.ec2;

import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import io.unrealcloud.ddc.sandbox.moto.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What moto knows of the objects that rules are about. An error of moto's becomes the caller's. */
final class Objects {

    private final AwsService moto;

    Objects(AwsService moto) {
        this.moto = moto;
    }

    AwsAnswer ask(AwsRequest like, Form form) {
        return moto.answer(like.withForm(form.values()));
    }

    Element subnet(AwsRequest like, String id) {
        return one(like, Form.of("DescribeSubnets", "SubnetId.1", id), "subnetSet");
    }

    Element securityGroup(AwsRequest like, String id) {
        return one(like, Form.of("DescribeSecurityGroups", "GroupId.1", id), "securityGroupInfo");
    }

    /** Rooms for instances: such as {@code x86_64}. Unknown types are refused. */
    List<String> architectures(AwsRequest like, String type) {
        Element found = Xml.all(
                        document(like, Form.of("DescribeInstanceTypes", "InstanceType.1", type))
                                .getDocumentElement(),
                        "instanceTypeSet",
                        "item")
                .stream()
                .findFirst()
                .orElseThrow(() ->
                        new IamError(400, "InvalidParameterValue", "Invalid value '" + type + "' for InstanceType."));
        return Xml.all(found, "processorInfo", "supportedArchitectures", "item").stream()
                .map(Node::getTextContent)
                .toList();
    }

    /** Whether one of the attributes that are true or false is true. */
    boolean attribute(AwsRequest like, String instance, String attribute) {
        Document found =
                document(like, Form.of("DescribeInstanceAttribute", "InstanceId", instance, "Attribute", attribute));
        return Xml.text(found.getDocumentElement(), attribute, "value")
                .map(value -> value.equalsIgnoreCase("true"))
                .orElse(false);
    }

    void tag(AwsRequest like, String id, Map<String, String> tags) {
        Map<String, String> values =
                new LinkedHashMap<>(Form.of("CreateTags", "ResourceId.1", id).values());
        int i = 1;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            values.put("Tag." + i + ".Key", tag.getKey());
            values.put("Tag." + i + ".Value", tag.getValue());
            i++;
        }
        document(like, new Form(values));
    }

    /** @throws IamError as moto refuses it */
    Document document(AwsRequest like, Form form) {
        AwsAnswer answer = ask(like, form);
        Document document = Xml.parse(answer.text());
        if (!answer.fine()) {
            Element error = Xml.all(document.getDocumentElement(), "Errors", "Error").stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("moto's error has no code: " + answer.text()));
            throw new IamError(
                    answer.status(),
                    Xml.text(error, "Code").orElse("InternalError"),
                    Xml.text(error, "Message").orElse(""));
        }
        return document;
    }

    private Element one(AwsRequest like, Form form, String set) {
        return Xml.all(document(like, form).getDocumentElement(), set, "item").get(0);
    }
}
