package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.conformance.Tap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A server of the Milo stack on a free port, and clients that reach it through a tap. */
final class MiloServer {
    static final String USER = "operator";
    static final String PASSWORD = "hunter2-of-the-boiler";
    private static final String HOST = "127.0.0.1";
    private static final String PATH = "/plant";
    private static final UserTokenPolicy USER_IN_CLEAR =
            new UserTokenPolicy("username", UserTokenType.UserName, null, null, SecurityPolicy.None.getUri());

    final int port;
    private final OpcUaServer server;
    private final MiloPlant plant;
    private final KeyPair keys;
    private final X509Certificate certificate;

    MiloServer() throws Exception {
        port = freePort();
        DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                new MemoryTrustListManager(), new MemoryCertificateStore(), new Factory(), (chain, uri, names) -> {});
        keys = group.getKeyPair(NodeIds.RsaSha256ApplicationCertificateType).orElseThrow();
        certificate = group.getCertificateChain(NodeIds.RsaSha256ApplicationCertificateType)
                .orElseThrow()[0];
        OpcUaServerConfig config = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("Boiler house"))
                .setApplicationUri("urn:example:boiler-house")
                .setProductUri("urn:example:boiler")
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine(), group))
                .setIdentityValidator(new CompositeValidator(
                        AnonymousIdentityValidator.INSTANCE,
                        new UsernameIdentityValidator(
                                challenge -> challenge.getUsername().equals(USER)
                                        && challenge.getPassword().equals(PASSWORD))))
                .setEndpoints(Set.of(
                        endpoint(SecurityPolicy.None, MessageSecurityMode.None),
                        endpoint(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt)))
                .build();
        server = new OpcUaServer(
                config,
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        plant = new MiloPlant(server);
        plant.startup();
        server.startup().get(5, TimeUnit.SECONDS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private EndpointConfig endpoint(SecurityPolicy policy, MessageSecurityMode mode) {
        return new EndpointConfig.Builder()
                .setBindAddress(HOST)
                .setBindPort(port)
                .setHostname(HOST)
                .setPath(PATH)
                .setCertificate(certificate)
                .setSecurityPolicy(policy)
                .setSecurityMode(mode)
                .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS, USER_IN_CLEAR)
                .build();
    }

    /** A client that speaks to the server through {@code tap}, not yet connected. */
    OpcUaClient client(Tap tap, SecurityPolicy policy, Consumer<OpcUaClientConfigBuilder> more) throws Exception {
        List<EndpointDescription> endpoints = DiscoveryClient.getEndpoints("opc.tcp://" + HOST + ":" + port + PATH)
                .get(5, TimeUnit.SECONDS);
        EndpointDescription endpoint = endpoints.stream()
                .filter(found -> policy.getUri().equals(found.getSecurityPolicyUri()))
                .findFirst()
                .orElseThrow();
        OpcUaClientConfigBuilder config = OpcUaClientConfig.builder()
                .setApplicationName(LocalizedText.english("Control room"))
                .setApplicationUri("urn:example:boiler-house")
                .setSessionName(() -> "shift")
                .setSessionEndpointValidationEnabled(false)
                .setKeyPair(keys)
                .setCertificate(certificate)
                .setCertificateChain(new X509Certificate[] {certificate})
                .setCertificateValidator((chain, uri, names) -> {})
                .setEndpoint(EndpointUtil.updateUrl(endpoint, HOST, tap.port()));
        more.accept(config);
        return OpcUaClient.create(config.build());
    }

    /** The variable becomes {@code value} by itself, as a measurement does. */
    void measure(double value) {
        plant.measure(value);
    }

    void stop() throws Exception {
        plant.shutdown();
        server.shutdown().get(5, TimeUnit.SECONDS);
    }

    private static final class Factory extends RsaSha256CertificateFactory {
        @Override
        protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keyPair) throws Exception {
            X509Certificate made = new SelfSignedCertificateBuilder(keyPair)
                    .setCommonName("Boiler house")
                    .setApplicationUri("urn:example:boiler-house")
                    .addIpAddress(HOST)
                    .build();
            return new X509Certificate[] {made};
        }
    }
}
