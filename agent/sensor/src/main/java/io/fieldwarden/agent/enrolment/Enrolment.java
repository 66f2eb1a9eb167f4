package io.fieldwarden.agent.enrolment;

import io.fieldwarden.agent.contract.Certificates;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.EnrolmentRequest;
import io.fieldwarden.agent.contract.JoinToken;
import io.fieldwarden.agent.contract.Problem;
import io.fieldwarden.agent.contract.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;

/** How an agent gets its certificate, once. */
public final class Enrolment {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final long ANSWER_BYTES_MAX = 256 * 1024;
    private static final int OK = 200;

    private final IdentityFile file;

    /** Enrols the agent whose state is kept in {@code stateDirectory}. */
    public Enrolment(Path stateDirectory) {
        file = new IdentityFile(stateDirectory);
    }

    /**
     * Makes a key, asks the collector for a certificate and stores both. The collector is trusted only if its chain ends
     * in the authority whose fingerprint the token carries.
     *
     * @param force whether an identity that is there already may be replaced
     * @throws EnrolmentException with one line for the operator; whatever was stored before is untouched
     */
    public Identity enrol(JoinToken token, URI collector, String agent, String site, boolean force)
            throws EnrolmentException, InterruptedException {
        AgentName.check(agent, site);
        checkAddress(collector);
        if (file.exists() && !force) {
            throw new EnrolmentException("this agent is enrolled already (" + file.path()
                    + "); nothing was changed; add --force to give it a new identity");
        }
        try {
            file.prepare(); // before the token is used up
        } catch (IOException e) {
            throw new EnrolmentException(
                    "the state directory cannot be written (" + e + "); nothing was sent, the token is still good", e);
        }
        KeyPair key = CertificateRequest.newKey();
        EnrolmentRequest request =
                new EnrolmentRequest(token.secret(), agent, site, CertificateRequest.pem(agent, key));
        Certificates granted = ask(token, collector, request);
        Identity identity =
                Grant.check(granted, key, token.authorityFingerprint()).identity(site, collector);
        store(identity);
        return identity;
    }

    private Certificates ask(JoinToken token, URI collector, EnrolmentRequest request)
            throws EnrolmentException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(collector.resolve(Wire.ENROL))
                .header("Content-Type", "application/json")
                .timeout(ANSWER_TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(ContractJson.bytes(request)))
                .build();
        try (HttpClient client = Tls.client(token.authorityFingerprint(), CONNECT_TIMEOUT)) {
            HttpResponse<byte[]> answer = client.send(
                    post,
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
            if (answer.statusCode() != OK) {
                throw refused(collector, answer);
            }
            return ContractJson.read(answer.body(), Certificates.class);
        } catch (IOException e) {
            throw new EnrolmentException(ConnectTrouble.explain(collector, e) + "; nothing was stored", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new EnrolmentException(
                    collector + " did not answer as a Fieldwarden collector does ("
                            + AgentName.printable(String.valueOf(e.getMessage()))
                            + "); nothing was stored; check that this is the collector's port for agents",
                    e);
        }
    }

    private static EnrolmentException refused(URI collector, HttpResponse<byte[]> answer) {
        String why;
        try {
            Problem problem = ContractJson.read(answer.body(), Problem.class);
            why = problem.type() + ": " + problem.detail();
        } catch (IllegalArgumentException e) {
            why = "status " + answer.statusCode() + "; check that this is the collector's port for agents";
        }
        return new EnrolmentException(collector + " refused the enrolment (" + AgentName.printable(why)
                + "); nothing was stored; a new token is made on the collector: fieldwarden collector token create");
    }

    private void store(Identity identity) throws EnrolmentException {
        try {
            file.save(identity);
        } catch (IOException e) {
            throw new EnrolmentException(
                    "the certificate was granted but could not be stored (" + e
                            + "); the token is used up; make room in the state directory and enrol with a new token",
                    e);
        }
    }

    private static void checkAddress(URI collector) throws EnrolmentException {
        if (!"https".equals(collector.getScheme()) || collector.getHost() == null) {
            throw new EnrolmentException("the collector's address is '" + AgentName.printable(collector.toString())
                    + "'; expected https://HOST:PORT");
        }
    }
}
