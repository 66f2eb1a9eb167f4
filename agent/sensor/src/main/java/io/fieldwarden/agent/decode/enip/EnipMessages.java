package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.decode.enip.cip.CipText;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;

/** Reads whole messages: commands of the encapsulation itself, and what carries CIP is handed on. */
final class EnipMessages {
    private final Connection connection;
    private final CipFacts facts;
    private final EnipLimits limits;
    private final EnipItems items;
    private final EnipListing listing;
    private final EnipPairing pairing;
    private final EnipServices services;
    private final EnipMessage message = new EnipMessage();

    EnipMessages(Connection connection, CipFacts facts, EnipShared shared, EnipLimits limits) {
        this.connection = connection;
        this.facts = facts;
        this.limits = limits;
        items = new EnipItems(limits.items());
        listing = new EnipListing(facts, limits);
        pairing = new EnipPairing(connection, facts, limits);
        services = new EnipServices(connection, facts, shared, pairing);
    }

    /** The message at {@code at}, {@code length} bytes after its header, all of them there. */
    void message(Direction from, Window bytes, int at, int length, long atNanos) {
        pairing.expire(atNanos);
        int status = bytes.i32le(at + 8);
        if (!EnipCommand.isStatus(status)) {
            String found = CipText.word32(status) + ", expected a status of the encapsulation";
            facts.anomaly(EnipAnomaly.UNKNOWN_STATUS, found, atNanos);
        }
        if (bytes.i32le(at + 20) != 0) {
            String found = CipText.word32(bytes.i32le(at + 20)) + ", expected 0";
            facts.anomaly(EnipAnomaly.BAD_OPTIONS, found, atNanos);
        }
        EnipCommand command = EnipCommand.of(bytes.u16le(at));
        if (command == null) {
            unknown(from, bytes, at, length, atNanos);
            return;
        }
        message.over(command, from, bytes, at, atNanos);
        if (command.isCarrier()) {
            carrier(message);
        } else if (isAnswer(message)) {
            answer(message);
        } else {
            request(message);
        }
    }

    private void unknown(Direction from, Window bytes, int at, int length, long atNanos) {
        String name = String.format("command_0x%04x", bytes.u16le(at));
        facts.anomaly(EnipAnomaly.UNKNOWN_COMMAND, name + ", expected one of the standard", atNanos);
        if (bytes.i32le(at + 8) != 0) {
            return; // a device that does not know it either
        }
        List<Attribute> attributes = List.of(
                new Attribute("session_handle", CipText.word32(bytes.i32le(at + 4))),
                new Attribute("length", Integer.toString(length)));
        Operation operation =
                new Operation(EnipDecoder.PROTOCOL, bytes.u16le(at), name, Access.EXECUTE, "", null, attributes);
        facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
    }

    /** The bytes show it: who asks has no session yet, sends no list, and no error. */
    private static boolean isAnswer(EnipMessage message) {
        boolean failed = message.status() != 0;
        return switch (message.command()) {
            case REGISTER_SESSION -> failed || message.session() != 0;
            case LEGACY_0X01, LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES -> failed || message.length() > 0;
            case NOP, UNREGISTER_SESSION, INDICATE_STATUS, CANCEL, SEND_RR_DATA, SEND_UNIT_DATA -> failed;
        };
    }

    private static Operation operation(EnipCommand command, List<Attribute> attributes) {
        return new Operation(
                EnipDecoder.PROTOCOL, command.code(), command.text(), command.access(), "", null, attributes);
    }

    private static Attribute session(EnipMessage message) {
        return new Attribute("session_handle", CipText.word32(message.session()));
    }

    private void request(EnipMessage message) {
        EnipCommand command = message.command();
        List<Attribute> attributes = new ArrayList<>(4);
        if (message.session() != 0) {
            attributes.add(session(message));
        }
        if (command == EnipCommand.REGISTER_SESSION) {
            register(message, attributes);
        }
        Operation operation = operation(command, attributes);
        if (!command.isAnswered()) {
            facts.operation(message.from(), operation, Outcome.ONE_WAY, message.atNanos());
            return;
        }
        pairing.add(message, operation);
    }

    private void register(EnipMessage message, List<Attribute> attributes) {
        if (message.length() < 4) {
            String found = "session of " + message.length() + " bytes, expected 4";
            facts.anomaly(EnipAnomaly.MESSAGE_TOO_SHORT, found, message.atNanos());
            return;
        }
        int version = message.bytes().u16le(message.data());
        attributes.add(new Attribute("protocol_version", Integer.toString(version)));
        if (version != 1) {
            facts.anomaly(EnipAnomaly.BAD_VERSION, "version " + version + ", expected 1", message.atNanos());
        }
    }

    private void answer(EnipMessage message) {
        EnipCommand command = message.command();
        List<Attribute> said = said(message);
        int status = message.status();
        EnipOutstanding.Waiting asked = pairing.take(command, message.from().opposite(), message.context());
        if (asked == null) {
            if (connection.transport() == Transport.TCP) {
                pairing.unasked(command.text(), message.atNanos());
            }
            said.add(new Attribute("status", EnipCommand.status(status)));
            facts.operation(message.from().opposite(), operation(command, said), Outcome.ONE_WAY, message.atNanos());
            return;
        }
        Outcome outcome = status == 0 ? Outcome.SUCCEEDED : Outcome.refused(status, EnipCommand.status(status));
        Operation operation = asked.operation();
        List<Attribute> all = new ArrayList<>(operation == null ? List.of() : operation.attributes());
        all.addAll(said);
        facts.operation(asked.asker(), operation(command, all), outcome, asked.atNanos());
    }

    /** What a successful answer says. */
    private List<Attribute> said(EnipMessage message) {
        List<Attribute> said = new ArrayList<>(4);
        if (message.status() == 0 && message.command().isList()) {
            items(message, 0);
            said.addAll(listing.read(message.bytes(), items, message.from(), message.atNanos()));
        } else if (message.status() == 0 && message.command() == EnipCommand.REGISTER_SESSION) {
            said.add(session(message));
        }
        return said;
    }

    /** @param skip bytes after the header before the items */
    private void items(EnipMessage message, int skip) {
        items.read(message.bytes(), message.data() + skip, message.length() - skip);
        if (items.isCut()) {
            String found =
                    items.size() + " of " + items.told() + " items in " + message.length() + " bytes, expected all";
            facts.anomaly(EnipAnomaly.ITEM_TOO_SHORT, found, message.atNanos());
        } else if (items.told() > limits.items()) {
            String found = items.told() + " items, expected at most " + limits.items();
            facts.anomaly(EnipAnomaly.TOO_MANY_ITEMS, found, message.atNanos());
        }
    }

    /** Interface handle, time-out, items (Vol 2, 2-4.7, 2-4.8). */
    private void carrier(EnipMessage message) {
        if (message.status() != 0) {
            services.refused(message);
            return;
        }
        if (message.length() < 8) {
            String found = message.command().text() + " with " + message.length() + " bytes, expected at least 8";
            facts.anomaly(EnipAnomaly.MESSAGE_TOO_SHORT, found, message.atNanos());
            return;
        }
        items(message, 6);
        if (!services.message(message, items)) {
            Operation operation = operation(message.command(), List.of(session(message)));
            facts.operation(message.from(), operation, Outcome.ONE_WAY, message.atNanos());
        }
    }

    void gap() {
        pairing.gap();
    }

    void expire(long atNanos) {
        pairing.expire(atNanos);
    }

    /** Tells everything that is open. */
    void abandon() {
        pairing.abandon();
    }
}
