package io.fieldwarden.agent.enrolment;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What a failed connection means to the person who has to mend it. */
public final class ConnectTrouble {
    private ConnectTrouble() {}

    /** One line without a full stop. */
    public static String explain(URI collector, IOException e) {
        String to = collector.getScheme() + "://" + collector.getAuthority();
        if (in(e, CertificateNotYetValidException.class).isPresent()
                || in(e, CertificateExpiredException.class).isPresent()) {
            return "the certificate of " + to + " is not valid by this machine's clock, which says " + Instant.now()
                    + "; set the clock (NTP), or renew the collector's certificate";
        }
        if (in(e, PinnedTrust.WrongAuthority.class).isPresent()) {
            return to + " is not the collector this token is for ("
                    + in(e, PinnedTrust.WrongAuthority.class).orElseThrow().getMessage()
                    + "); check the address, or make a token on that collector";
        }
        Optional<CertificateException> certificate = in(e, CertificateException.class);
        if (certificate.isPresent()) {
            String why = AgentName.printable(String.valueOf(certificate.get().getMessage()));
            boolean name = why.contains("subject alternative") || why.contains("No name matching");
            return "the certificate of " + to + " is not accepted (" + why + "); "
                    + (name
                            ? "use the host name or address it is made for"
                            : "is this the collector this agent enrolled with?");
        }
        return unreachable(to, e);
    }

    /** Whether the other side refuses the agent's certificate, as far as TLS alerts tell (RFC 8446, 6.2). */
    public static boolean certificateRefused(IOException e) {
        String message = in(e, SSLException.class).map(Throwable::getMessage).orElse("");
        return message != null
                && message.contains("Received fatal alert")
                && (message.contains("certificate")
                        || message.contains("unknown_ca")
                        || message.contains("access_denied"));
    }

    private static String unreachable(String to, IOException e) {
        if (in(e, UnresolvedAddressException.class).isPresent()
                || in(e, UnknownHostException.class).isPresent()) {
            return to + " cannot be reached: its name is unknown here; check the address and DNS";
        }
        if (e instanceof HttpConnectTimeoutException) {
            return to + " cannot be reached: no answer; check the address, the route and the firewall";
        }
        if (e instanceof HttpTimeoutException) {
            return to + " was reached but did not answer in time";
        }
        if (e instanceof ConnectException) {
            return to
                    + " cannot be reached: connection refused or no route; check that the collector runs and the port";
        }
        return "the connection to " + to + " broke (" + AgentName.printable(e.toString()) + ")";
    }

    private static <T extends Throwable> Optional<T> in(Throwable e, Class<T> type) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
