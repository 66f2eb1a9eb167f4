package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/**
 * Guesses from sizes how a log-in went, as Zeek does. The server accepts the service in a packet of known contents (17 bytes,
 * RFC 4253 10); "success" (1 byte, RFC 4252 5.1) is 16 bytes smaller whatever the cipher, and all failures are of one size.
 */
final class SshLogin {
    private static final int SUCCESS_SMALLER = 16;

    private final SshFacts facts;
    private boolean asked;
    private int acceptSize;
    private int failureSize;
    private int attempts;
    private boolean decided;
    private long askedNanos;

    SshLogin(SshFacts facts) {
        this.facts = facts;
    }

    /** Encrypted bytes that came together. */
    void encrypted(boolean fromClient, Direction client, int size, long atNanos) {
        if (decided) {
            return;
        }
        if (fromClient) {
            asked = true;
            askedNanos = atNanos;
            return;
        }
        if (!asked) {
            return; // extensions the server sends before anybody asked (RFC 8308 2.4)
        }
        if (acceptSize == 0) {
            acceptSize = size;
        } else if (size == acceptSize - SUCCESS_SMALLER) {
            decided = true;
            attempts++;
            tell(client, Outcome.SUCCEEDED);
        } else if (failureSize == 0) {
            failureSize = size; // "none" fails first, and says what else may be tried (RFC 4252 5.2)
        } else if (size == failureSize) {
            attempts++;
            tell(client, Outcome.refused(51, "userauth_failure"));
        }
    }

    private void tell(Direction client, Outcome outcome) {
        List<Attribute> attributes = List.of(
                new Attribute("auth_success", Boolean.toString(outcome.equals(Outcome.SUCCEEDED))),
                new Attribute("auth_attempts", Integer.toString(attempts)));
        facts.operation(client, "userauth", attributes, outcome, askedNanos);
    }

    /** Sizes are not known any more. */
    void lost() {
        decided = true;
    }
}
