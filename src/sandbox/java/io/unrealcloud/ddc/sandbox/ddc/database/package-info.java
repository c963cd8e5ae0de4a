/** DDC's stores in its database: the connection it insists on, its tables, and the statements it prepares. */
package io.unrealcloud.ddc.sandbox.ddc.database;
