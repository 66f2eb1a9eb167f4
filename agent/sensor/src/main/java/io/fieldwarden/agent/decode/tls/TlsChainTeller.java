package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.observation.Attribute;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts certificates into attributes. */
final class TlsChainTeller {
    private static final int NAMES_CHARS_MAX = 2_048;

    private final List<Attribute> attributes;
    private final TlsFacts facts;

    TlsChainTeller(List<Attribute> attributes, TlsFacts facts) {
        this.attributes = attributes;
        this.facts = facts;
    }

    void tell(
            List<TlsCertificate> chain,
            List<TlsCertificate> clientChain,
            boolean requested,
            @Nullable TlsClientHello hello) {
        if (!chain.isEmpty()) {
            TlsCertificate host = chain.getFirst();
            host("", host);
            add("certificate.self_signed", Boolean.toString(host.selfSigned()));
            if (hello != null && !hello.serverName.isEmpty()) {
                add("sni_matches_cert", Boolean.toString(matches(hello.serverName, host)));
            }
            add("certificate_sha1", host.sha1());
            add("cert_chain_fps", fingerprints(chain));
        }
        if (requested) {
            add("client_certificate_requested", "true");
        }
        if (!clientChain.isEmpty()) {
            host("client_", clientChain.getFirst());
            add("client_cert_chain_fps", fingerprints(clientChain));
        }
    }

    private void host(String whose, TlsCertificate certificate) {
        String prefix = whose + "certificate.";
        add(prefix + "version", Integer.toString(certificate.version()));
        add(prefix + "serial", certificate.serial());
        add(prefix + "subject", facts.cut(certificate.subject()));
        add(prefix + "issuer", facts.cut(certificate.issuer()));
        add(prefix + "not_valid_before", certificate.notBefore());
        add(prefix + "not_valid_after", certificate.notAfter());
        add(prefix + "key_alg", certificate.keyAlgorithm());
        add(prefix + "sig_alg", certificate.signatureAlgorithm());
        if (certificate.keyLength() > 0) {
            add(prefix + "key_length", Integer.toString(certificate.keyLength()));
        }
        add(prefix + "curve", certificate.curve());
        String names = String.join(",", certificate.names());
        add(prefix + "san", names.substring(0, Math.min(names.length(), NAMES_CHARS_MAX)));
    }

    private void add(String name, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(name, value));
        }
    }

    private static String fingerprints(List<TlsCertificate> chain) {
        return chain.stream().map(TlsCertificate::sha256).collect(Collectors.joining(","));
    }

    private static boolean matches(String serverName, TlsCertificate host) {
        return matches(serverName, host.commonName())
                || host.names().stream().anyMatch(name -> matches(serverName, name));
    }

    /** RFC 6125 6.4.3: an asterisk stands for the whole leftmost label. */
    private static boolean matches(String serverName, String pattern) {
        String wanted = serverName.toLowerCase(Locale.ROOT);
        String name = pattern.toLowerCase(Locale.ROOT);
        if (!name.startsWith("*.")) {
            return wanted.equals(name);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(name.substring(1));
    }
}
