package io.fieldwarden.collector.enrolment;

import io.fieldwarden.agent.contract.Problem;

/** A request for a certificate that is not granted; nothing was changed. */
public final class EnrolmentRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    EnrolmentRefused(String type, String detail) {
        super(type + ": " + detail, null, false, false);
        this.problem = new Problem(type, detail);
    }

    /** What the agent is told. */
    public Problem problem() {
        return problem;
    }
}
