package io.fieldwarden.collector.console;

import io.fieldwarden.collector.store.account.Account;
import io.fieldwarden.collector.store.account.Accounts;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass only with a living session, and a change only if it comes from the console's own pages: the cookie
 * is SameSite=Strict, a header is needed that no form and no page of another origin can send, and where the browser names
 * an origin it must be this one.
 */
final class SessionGate {
    static final String COOKIE = "__Host-fieldwarden";
    static final String GUARD = "X-Fieldwarden";
    private static final String ACCOUNT = "fieldwarden.account";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Accounts accounts;

    SessionGate(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Passes what has a living session, and the operations that the contract opens to everybody. */
    Handler<RoutingContext> signedInUnless(OpenAPIContract contract) {
        return context -> {
            HttpServerRequest request = context.request();
            Operation operation = contract.findOperation(request.path(), request.method());
            if (operation != null && operation.getSecurityRequirements().isEmpty()) {
                context.next();
            } else {
                context.vertx()
                        .executeBlocking(() -> accounts.session(token(request)), false)
                        .onSuccess(account -> pass(context, account))
                        .onFailure(context::fail);
            }
        };
    }

    private static void pass(RoutingContext context, Optional<Account> account) {
        if (account.isEmpty()) {
            context.fail(new Refusal(401, "signed-out", "Sign in to see this."));
        } else {
            context.put(ACCOUNT, account.get());
            context.next();
        }
    }

    /** Passes what does not change anything, or comes from the console's own pages. */
    Handler<RoutingContext> ownPages() {
        return context -> {
            HttpServerRequest request = context.request();
            if (SAFE.contains(request.method()) || (request.headers().contains(GUARD) && sameOrigin(request))) {
                context.next();
            } else {
                context.fail(new Refusal(
                        403,
                        "foreign-page",
                        "This change did not come from the console's own pages; nothing was changed."));
            }
        };
    }

    private static boolean sameOrigin(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        return origin == null || authority(origin).equals(host(request));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String host(HttpServerRequest request) {
        return request.authority() == null ? "" : request.authority().toString();
    }

    /** Who is signed in; only behind {@link #signedInUnless}. */
    static Account account(RoutingContext context) {
        Account account = context.get(ACCOUNT);
        if (account == null) {
            throw new Refusal(401, "signed-out", "Sign in to see this.");
        }
        return account;
    }

    /** The session's token, empty if there is none. */
    static String token(HttpServerRequest request) {
        @Nullable Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? "" : cookie.getValue();
    }

    /** A cookie that carries the token for {@code seconds}; with 0 the browser forgets it. */
    static Cookie cookie(String token, long seconds) {
        return Cookie.cookie(COOKIE, token)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(seconds);
    }
}
