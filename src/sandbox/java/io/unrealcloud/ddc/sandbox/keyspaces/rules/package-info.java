/** What the service accepts and refuses, as pure functions: one class per subject, the source named with each rule. */
package io.unrealcloud.ddc.sandbox.keyspaces.rules;
