/** DDC's HTTP API: ports, who may call, routes and answers. */
package io.unrealcloud.ddc.sandbox.ddc.http;
