package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.observation.Access;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services (OPC 10000-4 clause 5) by the number of the binary encoding of their request. */
enum OpcuaService {
    FIND_SERVERS(422, Access.IDENTIFY),
    FIND_SERVERS_ON_NETWORK(12_208, Access.IDENTIFY),
    GET_ENDPOINTS(428, Access.IDENTIFY),
    REGISTER_SERVER(437, Access.CONFIGURE),
    REGISTER_SERVER2(12_211, Access.CONFIGURE),
    OPEN_SECURE_CHANNEL(446, Access.SESSION),
    CLOSE_SECURE_CHANNEL(452, Access.SESSION),
    CREATE_SESSION(461, Access.SESSION),
    ACTIVATE_SESSION(467, Access.SESSION),
    CLOSE_SESSION(473, Access.SESSION),
    CANCEL(479, Access.SESSION),
    ADD_NODES(488, Access.CONFIGURE),
    ADD_REFERENCES(494, Access.CONFIGURE),
    DELETE_NODES(500, Access.CONFIGURE),
    DELETE_REFERENCES(506, Access.CONFIGURE),
    BROWSE(527, Access.IDENTIFY),
    BROWSE_NEXT(533, Access.IDENTIFY),
    TRANSLATE_BROWSE_PATHS_TO_NODE_IDS(554, Access.IDENTIFY),
    REGISTER_NODES(560, Access.SESSION),
    UNREGISTER_NODES(566, Access.SESSION),
    QUERY_FIRST(615, Access.READ),
    QUERY_NEXT(621, Access.READ),
    READ(631, Access.READ),
    HISTORY_READ(664, Access.READ),
    WRITE(673, Access.WRITE),
    HISTORY_UPDATE(700, Access.WRITE),
    CALL(712, Access.EXECUTE),
    CREATE_MONITORED_ITEMS(751, Access.SUBSCRIBE),
    MODIFY_MONITORED_ITEMS(763, Access.SUBSCRIBE),
    SET_MONITORING_MODE(769, Access.SUBSCRIBE),
    SET_TRIGGERING(775, Access.SUBSCRIBE),
    DELETE_MONITORED_ITEMS(781, Access.SUBSCRIBE),
    CREATE_SUBSCRIPTION(787, Access.SUBSCRIBE),
    MODIFY_SUBSCRIPTION(793, Access.SUBSCRIBE),
    SET_PUBLISHING_MODE(799, Access.SUBSCRIBE),
    PUBLISH(826, Access.SUBSCRIBE),
    REPUBLISH(832, Access.SUBSCRIBE),
    TRANSFER_SUBSCRIPTIONS(841, Access.SUBSCRIBE),
    DELETE_SUBSCRIPTIONS(847, Access.SUBSCRIBE),
    /** The old stack test, without effect (its body is not read). */
    TEST_STACK(410, Access.SESSION),
    TEST_STACK_EX(416, Access.SESSION);

    /** Answer to any request that failed as a whole (OPC 10000-4 7.35). */
    static final int SERVICE_FAULT = 397;

    private static final Map<Integer, OpcuaService> BY_REQUEST = new HashMap<>();

    static {
        for (OpcuaService service : values()) {
            BY_REQUEST.put(service.code, service);
        }
    }

    final int code;
    final Access access;
    final String label;

    OpcuaService(int code, Access access) {
        this.code = code;
        this.access = access;
        this.label = name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Encoding number of the response: three above, or next to it where the standard added them later. */
    int answer() {
        return code > 12_000 ? code + 1 : code + 3;
    }

    /** The service a request asks for. */
    static @Nullable OpcuaService asked(int encoding) {
        return BY_REQUEST.get(encoding);
    }

    /** The service a response answers. */
    static @Nullable OpcuaService answered(int encoding) {
        OpcuaService service = BY_REQUEST.get(encoding > 12_000 ? encoding - 1 : encoding - 3);
        return service != null && service.answer() == encoding ? service : null;
    }

    /** Whether a message body may begin with this number. */
    static boolean isKnown(int encoding) {
        return encoding == SERVICE_FAULT || asked(encoding) != null || answered(encoding) != null;
    }
}
