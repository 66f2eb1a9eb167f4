@NullMarked
package io.fieldwarden.collector.store.account;

import org.jspecify.annotations.NullMarked;
