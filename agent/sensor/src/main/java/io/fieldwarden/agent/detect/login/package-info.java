/**
 * In: logins to devices, over any protocol but MQTT, and how they ended. Out: findings about guessed and readable credentials.
 * Never: a credential; that it was there is the fact.
 */
@NullMarked
package io.fieldwarden.agent.detect.login;

import org.jspecify.annotations.NullMarked;
