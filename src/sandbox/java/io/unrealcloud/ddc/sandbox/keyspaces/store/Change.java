package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.Delay;

/**
 * A change that was accepted: the entries already show that it is under way.
 *
 * @param what      for the log, for example {@code create table jupiter.objects}
 * @param keyspace  where it happens
 * @param delay     how long it takes
 * @param dataPlane what the data store does at the end of that time; runs without the lock
 * @param done      what the entries then show
 * @param undone    what they show instead when the data store failed
 */
record Change(String what, KeyspaceEntry keyspace, Delay delay, Runnable dataPlane, Runnable done, Runnable undone) {}
