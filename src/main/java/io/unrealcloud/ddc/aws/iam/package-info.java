/** The port to AWS Identity and Access Management: OIDC providers, roles, their policies and instance profiles. */
package io.unrealcloud.ddc.aws.iam;
