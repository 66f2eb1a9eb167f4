package io.fieldwarden.collector.store.account;

/**
 * Somebody who may sign in.
 *
 * @param n the account's number
 * @param name as it is shown
 * @param changePassword whether the password was set by somebody else and should be changed
 */
public record Account(long n, String name, boolean changePassword) {}
