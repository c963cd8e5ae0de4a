/** The ports over AWS SDK for Java v2. The only package that knows the SDK's clients. */
package io.unrealcloud.ddc.aws.sdk;
