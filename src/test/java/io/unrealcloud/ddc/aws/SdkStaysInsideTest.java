package io.unrealcloud.ddc.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import org.junit.jupiter.api.Test;

class SdkStaysInsideTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.unrealcloud.ddc");

    @Test
    void onlyTheAdaptersKnowTheClients() {
        assertThat(PRODUCT.contain(AwsClients.class)).isTrue();
        noClasses()
                .that()
                // The gateway is a process of its own, and signs in with the pod's token by the SDK's provider.
                .resideOutsideOfPackages("io.unrealcloud.ddc.aws.sdk..", "io.unrealcloud.ddc.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAnyPackage("io.unrealcloud.ddc.aws", "io.unrealcloud.ddc.aws.keyspaces..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(PRODUCT);
    }

    @Test
    void theAdaptersShowNoSdkType() {
        DescribedPredicate<JavaClass> sdk = JavaClass.Predicates.resideInAPackage("software.amazon..");
        noMethods()
                .that()
                .areDeclaredIn(AwsClients.class)
                .and()
                .arePublic()
                .should()
                .haveRawReturnType(sdk)
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(sdk))
                .check(PRODUCT);
    }
}
