package io.fieldwarden.collector.enrolment;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who an agent is, as its certificate says it: a subject alternative name {@code urn:fieldwarden:agent:<site>/<name>} (RFC
 * 5280 section 4.2.1.6), the site percent-encoded.
 *
 * @param name 1 to 63 lower-case letters, digits and hyphens, as a host name's label
 * @param site 1 to 64 printable characters
 */
public record AgentIdentity(String name, String site) {
    private static final String PREFIX = "urn:fieldwarden:agent:";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})");
    private static final int URI_NAME = 6;

    public AgentIdentity {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an agent's name is 1 to 63 lower-case letters, digits and hyphens"
                    + " and does not begin with a hyphen");
        }
        if (site.isBlank()
                || site.length() > EnrolmentLimits.SITE_CHARS_MAX
                || site.codePoints().anyMatch(AgentIdentity::unprintable)) {
            throw new IllegalArgumentException(
                    "a site's name is 1 to " + EnrolmentLimits.SITE_CHARS_MAX + " printable characters");
        }
    }

    /** The alternative name that says this in a certificate. */
    String uri() {
        String encoded = URLEncoder.encode(site, StandardCharsets.UTF_8).replace("+", "%20");
        return PREFIX + encoded + "/" + name;
    }

    /** Reads whose certificate it is; empty if it is not an agent's. */
    static Optional<AgentIdentity> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            return names.stream()
                    .filter(name -> name.getFirst().equals(URI_NAME))
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(uri -> uri.startsWith(PREFIX) && uri.indexOf('/') > 0)
                    .map(AgentIdentity::parse)
                    .findFirst();
        } catch (CertificateParsingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static AgentIdentity parse(String uri) {
        int slash = uri.lastIndexOf('/');
        String site = URLDecoder.decode(uri.substring(PREFIX.length(), slash), StandardCharsets.UTF_8);
        return new AgentIdentity(uri.substring(slash + 1), site);
    }

    private static boolean unprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isISOControl(codePoint)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED;
    }
}
