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
        } else if (command.isCarrier()) {
            carrier(command, from, bytes, at, length, atNanos);
        } else if (isAnswer(command, bytes, at, length)) {
            answer(command, from, bytes, at, length, atNanos);
        } else {
            request(command, from, bytes, at, length, atNanos);
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
        Operation operation = new Operation(
                EnipDecoder.PROTOCOL, bytes.u16le(at), name, Access.EXECUTE, "", null, attributes);
        facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
    }

    /** The bytes show it: who asks has no session yet, sends no list, and no error. */
    private static boolean isAnswer(EnipCommand command, Window bytes, int at, int length) {
        boolean failed = bytes.i32le(at + 8) != 0;
        return switch (command) {
            case REGISTER_SESSION -> failed || bytes.i32le(at + 4) != 0;
            case LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES -> failed || length > 0;
            case NOP, UNREGISTER_SESSION, INDICATE_STATUS, CANCEL, SEND_RR_DATA, SEND_UNIT_DATA -> failed;
        };
    }

    private static Operation operation(EnipCommand command, List<Attribute> attributes) {
        return new Operation(
                EnipDecoder.PROTOCOL, command.code(), command.text(), command.access(), "", null, attributes);
    }

    private void request(EnipCommand command, Direction from, Window bytes, int at, int length, long atNanos) {
        List<Attribute> attributes = new ArrayList<>(4);
        if (bytes.i32le(at + 4) != 0) {
            attributes.add(new Attribute("session_handle", CipText.word32(bytes.i32le(at + 4))));
        }
        if (command == EnipCommand.REGISTER_SESSION) {
            register(bytes, at + EnipLimits.HEADER, length, attributes, atNanos);
        }
        Operation operation = operation(command, attributes);
        if (!command.isAnswered()) {
            facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
            return;
        }
        pairing.add(new EnipOutstanding.Waiting(
                command, from, bytes.i64le(at + 12), 0, null, operation, atNanos));
    }

    private void register(Window bytes, int at, int length, List<Attribute> attributes, long atNanos) {
        if (length < 4) {
            facts.anomaly(EnipAnomaly.MESSAGE_TOO_SHORT, "session of " + length + " bytes, expected 4", atNanos);
            return;
        }
        attributes.add(new Attribute("protocol_version", Integer.toString(bytes.u16le(at))));
        if (bytes.u16le(at) != 1) {
            facts.anomaly(EnipAnomaly.BAD_VERSION, "version " + bytes.u16le(at) + ", expected 1", atNanos);
        }
    }

    private void answer(EnipCommand command, Direction from, Window bytes, int at, int length, long atNanos) {
        int status = bytes.i32le(at + 8);
        List<Attribute> said = new ArrayList<>(4);
        if (command.isList() && status == 0) {
            items(bytes, at + EnipLimits.HEADER, length, atNanos);
            said.addAll(listing.read(bytes, items, from, atNanos));
        } else if (command == EnipCommand.REGISTER_SESSION && status == 0) {
            said.add(new Attribute("session_handle", CipText.word32(bytes.i32le(at + 4))));
        }
        Outcome outcome =
                status == 0 ? Outcome.SUCCEEDED : Outcome.refused(status, EnipCommand.status(status));
        EnipOutstanding.Waiting asked =
                pairing.take(command, from.opposite(), bytes.i64le(at + 12));
        if (asked == null) {
            if (connection.transport() == Transport.TCP) {
                pairing.unasked(command.text(), atNanos);
            }
            said.add(new Attribute("status", EnipCommand.status(status)));
            facts.operation(from.opposite(), operation(command, said), Outcome.ONE_WAY, atNanos);
            return;
        }
        Operation operation = asked.operation();
        List<Attribute> all = new ArrayList<>(operation == null ? List.of() : operation.attributes());
        all.addAll(said);
        facts.operation(asked.asker(), operation(command, all), outcome, asked.atNanos());
    }

    private void items(Window bytes, int at, int length, long atNanos) {
        items.read(bytes, at, length);
        if (items.isCut()) {
            String found = items.size() + " of " + items.told() + " items in " + length + " bytes, expected all";
            facts.anomaly(EnipAnomaly.ITEM_TOO_SHORT, found, atNanos);
        } else if (items.told() > limits.items()) {
            String found = items.told() + " items, expected at most " + limits.items();
            facts.anomaly(EnipAnomaly.TOO_MANY_ITEMS, found, atNanos);
        }
    }

    /** Interface handle, time-out, items (Vol 2, 2-4.7, 2-4.8). */
    private void carrier(EnipCommand command, Direction from, Window bytes, int at, int length, long atNanos) {
        int status = bytes.i32le(at + 8);
        if (status != 0 && length < 8) {
            services.refused(command, from, bytes, at, atNanos);
            return;
        }
        if (length < 8) {
            String found = command.text() + " with " + length + " bytes, expected at least 8";
            facts.anomaly(EnipAnomaly.MESSAGE_TOO_SHORT, found, atNanos);
            return;
        }
        items(bytes, at + EnipLimits.HEADER + 6, length - 6, atNanos);
        if (status != 0) {
            services.refused(command, from, bytes, at, atNanos);
        } else if (!services.message(command, from, bytes, at, items, atNanos)) {
            List<Attribute> attributes =
                    List.of(new Attribute("session_handle", CipText.word32(bytes.i32le(at + 4))));
            facts.operation(from, operation(command, attributes), Outcome.ONE_WAY, atNanos);
        }
    }

    void gap() {
        pairing.gap();
    }

    void expire(long atNanos) {
        pairing.expire(atNanos);
    }

    /** Tells everything that is open. */
    void abandon(long atNanos) {
        pairing.abandon();
    }
}
