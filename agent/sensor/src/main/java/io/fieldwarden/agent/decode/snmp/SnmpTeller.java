package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts messages into operations and identities. */
final class SnmpTeller {
    private final SnmpLimits limits;

    SnmpTeller(SnmpLimits limits) {
        this.limits = limits;
    }

    Operation operation(SnmpPdu pdu) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("version", pdu.version() == 2 ? "2c" : Integer.toString(pdu.version())));
        if (pdu.kind() != SnmpPdu.TRAP_V1) {
            attributes.add(new Attribute("request_id", Long.toString(pdu.id())));
        }
        security(pdu, attributes);
        if (pdu.kind() == SnmpPdu.GET_BULK) {
            attributes.add(new Attribute("non_repeaters", Integer.toString(pdu.error())));
            attributes.add(new Attribute("max_repetitions", Integer.toString(pdu.index())));
        }
        trap(pdu, attributes);
        List<SnmpPdu.Binding> bindings = pdu.bindings();
        for (int index = 0; index < Math.min(bindings.size(), limits.bindingsTold()); index++) {
            attributes.add(new Attribute("oid", bindings.get(index).oid()));
        }
        Points point =
                bindings.isEmpty() ? null : Points.named(bindings.getFirst().oid());
        return new Operation(SnmpDecoder.PROTOCOL, pdu.kind(), pdu.name(), pdu.access(), "", point, attributes);
    }

    private static void security(SnmpPdu pdu, List<Attribute> attributes) {
        SnmpPdu.Security security = pdu.security();
        String given = Boolean.toString(security.named());
        if (pdu.version() < 3) {
            attributes.add(new Attribute("has_community", given));
            return;
        }
        attributes.add(new Attribute("security_level", security.level()));
        attributes.add(new Attribute("has_user", given));
        if (!security.engine().isEmpty()) {
            attributes.add(new Attribute("engine_id", security.engine()));
        }
    }

    private static void trap(SnmpPdu pdu, List<Attribute> attributes) {
        SnmpPdu.Trap trap = pdu.trap();
        if (trap != null) {
            attributes.add(new Attribute("enterprise", trap.enterprise()));
            attributes.add(new Attribute("agent_addr", trap.agent()));
            attributes.add(new Attribute("generic_trap", SnmpNames.genericTrap(trap.generic())));
            attributes.add(new Attribute("specific_trap", Long.toString(trap.specific())));
            return;
        }
        if (pdu.kind() != SnmpPdu.TRAP && pdu.kind() != SnmpPdu.INFORM) {
            return;
        }
        for (SnmpPdu.Binding binding : pdu.bindings()) {
            Values value = binding.value();
            if (binding.oid().equals("1.3.6.1.6.3.1.1.4.1.0") && value != null) {
                attributes.add(new Attribute("trap_oid", value.text(0)));
                return;
            }
        }
    }

    /** What the values of an answer or trap say of the device that sends them; the first entity counts. */
    List<Attribute> identity(SnmpPdu pdu) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (SnmpPdu.Binding binding : pdu.bindings()) {
            Values value = binding.value();
            String fact = value == null ? "" : SnmpNames.fact(binding.oid());
            if (value == null || fact.isEmpty() || value.text(0).isBlank()) {
                continue;
            }
            facts.putIfAbsent(fact, value.text(0));
            if (fact.equals("object_id")) {
                vendor(value.text(0), facts);
            }
        }
        List<Attribute> identity = new ArrayList<>(facts.size());
        facts.forEach((name, value) -> identity.add(new Attribute(name, value)));
        return identity;
    }

    private static void vendor(String oid, Map<String, String> facts) {
        String vendor = SnmpNames.vendor(oid);
        if (!vendor.isEmpty()) {
            facts.putIfAbsent("vendor", vendor);
        }
    }
}
