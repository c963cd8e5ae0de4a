/** Amazon Route 53 for the sandbox: what it refuses and moto lets pass. */
package io.unrealcloud.ddc.sandbox.route53;
