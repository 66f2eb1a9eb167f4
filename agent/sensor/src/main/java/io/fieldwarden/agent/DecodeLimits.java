package io.fieldwarden.agent;

import io.fieldwarden.agent.decode.ethernet.EthernetLimits;
import io.fieldwarden.agent.decode.ip.IpLimits;
import io.fieldwarden.agent.decode.tcp.TcpLimits;

/**
 * Limits of all layers below the protocols.
 *
 * @param anomaliesPerSecondMax anomalies of one kind told per second of traffic time; more are only counted
 */
public record DecodeLimits(EthernetLimits ethernet, IpLimits ip, TcpLimits tcp, int anomaliesPerSecondMax) {
    public static final DecodeLimits DEFAULT =
            new DecodeLimits(EthernetLimits.DEFAULT, IpLimits.DEFAULT, TcpLimits.DEFAULT, 100);

    public DecodeLimits {
        if (anomaliesPerSecondMax < 1) {
            throw new IllegalArgumentException(
                    "anomaliesPerSecondMax is " + anomaliesPerSecondMax + ", expected at least 1");
        }
    }
}
