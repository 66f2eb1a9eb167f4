package io.fieldwarden.collector.enrolment;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Subject alternative names of certificates (RFC 5280 section 4.2.1.6). */
final class SubjectNames {
    private static final Pattern HOST = Pattern.compile(
            "(\\*\\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private SubjectNames() {}

    static GeneralNames agent(AgentIdentity identity) {
        return new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, identity.uri()));
    }

    /**
     * Names and addresses of a server.
     *
     * @throws IllegalArgumentException if one is neither a host name nor an IP address
     */
    static GeneralNames server(List<String> names) {
        return new GeneralNames(names.stream().map(SubjectNames::general).toArray(GeneralName[]::new));
    }

    /** What this machine is called: localhost, its host name and its addresses. */
    static List<String> local() {
        Set<String> names = new LinkedHashSet<>();
        names.add("localhost");
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (HOST.matcher(host).matches()) {
                names.add(host);
            }
        } catch (UnknownHostException e) {
            // A host without a resolvable name is reached by its addresses.
            names.add("127.0.0.1");
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .map(address -> address.replaceAll("%.*", ""))
                    .forEach(names::add);
        } catch (SocketException e) {
            names.add("127.0.0.1");
        }
        return List.copyOf(names);
    }

    private static GeneralName general(String name) {
        if (IPV4.matcher(name).matches() || name.contains(":")) {
            return new GeneralName(GeneralName.iPAddress, name);
        }
        if (HOST.matcher(name).matches()) {
            return new GeneralName(GeneralName.dNSName, name);
        }
        throw new IllegalArgumentException("\"" + name + "\" is neither a host name nor an IP address");
    }
}
