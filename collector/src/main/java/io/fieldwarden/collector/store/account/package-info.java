/**
 * In: names, passwords, session tokens. Out: who somebody is; kept as hashes only.
 * Never: HTTP, cookies, what an account may see.
 */
@NullMarked
package io.fieldwarden.collector.store.account;

import org.jspecify.annotations.NullMarked;
