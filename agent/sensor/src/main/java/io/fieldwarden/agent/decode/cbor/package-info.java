/**
 * In: payloads of other protocols. Out: the numbers, texts and truths of CBOR documents by their JSON pointer.
 * Never: a tree of the document, an allocation sized by a length field, an exception for what is not CBOR.
 */
@NullMarked
package io.fieldwarden.agent.decode.cbor;

import org.jspecify.annotations.NullMarked;
