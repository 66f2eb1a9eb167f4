/**
 * In: payloads of other protocols. Out: the numbers, texts and truths of JSON documents by their JSON pointer.
 * Never: a tree of the document, an exception for what is not JSON.
 */
@NullMarked
package io.fieldwarden.agent.decode.json;

import org.jspecify.annotations.NullMarked;
