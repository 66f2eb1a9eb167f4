package io.fieldwarden.agent.contract;

/** Where on the collector's agent port each message goes; all are HTTPS POST with JSON bodies. */
public final class Wire {
    /** {@link EnrolmentRequest} to {@link Certificates}; the only path that needs no client certificate. */
    public static final String ENROL = "/agent/v1/enrol";
    /** {@link RenewalRequest} to {@link Certificates}. */
    public static final String RENEW = "/agent/v1/renew";
    /** {@link Batch} to {@link Receipt}. */
    public static final String ALERTS = "/agent/v1/alerts";
    /** {@link Heartbeat}; answered 204. */
    public static final String HEARTBEAT = "/agent/v1/heartbeat";

    private Wire() {}
}
