package io.fieldwarden.collector.console;

import io.fieldwarden.collector.store.account.Account;
import io.fieldwarden.collector.store.account.Accounts;
import io.fieldwarden.collector.store.account.Accounts.PasswordChange;
import io.fieldwarden.collector.store.account.SignIn;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Signing in and out, and one's own password. */
final class AccountRoutes {
    private static final Duration PASSWORD_WAIT = Duration.ofSeconds(15);
    private final Accounts accounts;

    AccountRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    Answer signIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        JsonObject body = Asked.body(context);
        String address = request.remoteAddress() == null
                ? "unknown"
                : String.valueOf(request.remoteAddress().hostAddress());
        return switch (accounts.signIn(body.getString("name"), body.getString("password"), address)) {
            case SignIn.Accepted accepted -> {
                long seconds = accounts.limits().absolute().toSeconds();
                context.response().addCookie(SessionGate.cookie(accepted.token(), seconds));
                yield session(accepted.account());
            }
            case SignIn.Refused refused -> throw new Refusal(401, "sign-in-refused", "Name or password is wrong.");
            case SignIn.Waiting waiting -> throw Refusal.wait(waiting.remaining());
        };
    }

    Answer whoAmI(RoutingContext context) {
        return session(SessionGate.account(context));
    }

    Answer signOut(RoutingContext context) {
        accounts.signOut(SessionGate.token(context.request()));
        context.response().addCookie(SessionGate.cookie("", 0));
        return Answer.DONE;
    }

    Answer changePassword(RoutingContext context) {
        JsonObject body = Asked.body(context);
        PasswordChange change;
        try {
            change = accounts.changePassword(
                    SessionGate.token(context.request()),
                    SessionGate.account(context),
                    body.getString("current"),
                    body.getString("wanted"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "password-refused", "The password was not changed: " + e.getMessage() + ".");
        }
        return switch (change) {
            case CHANGED -> Answer.DONE;
            case CURRENT_WRONG ->
                throw new Refusal(400, "password-wrong", "The password was not changed: the present one is not right.");
            case MUST_WAIT -> throw Refusal.wait(PASSWORD_WAIT);
        };
    }

    private static Answer session(Account account) {
        return Answer.json(new JsonObject()
                .put(
                        "account",
                        new JsonObject().put("name", account.name()).put("changePassword", account.changePassword())));
    }
}
