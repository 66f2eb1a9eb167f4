/**
 * In: the catalogue of alert types, as data. Out: records about each type.
 * Never: the judgement whether one is raised; that is for detectors.
 */
@NullMarked
package io.fieldwarden.agent.contract.catalogue;

import org.jspecify.annotations.NullMarked;
