package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.observation.Access;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic of Sparkplug (5.1): {@code spBv1.0/group/type/node[/device]}.
 *
 * @param device empty for messages about the edge node itself
 */
record SparkplugTopic(String group, Type type, String node, String device) {
    static final String NAMESPACE = "spBv1.0/";
    private static final String STATE = "STATE/";
    private static final Map<String, Type> TYPES = Map.of(
            "NBIRTH", Type.NBIRTH,
            "NDEATH", Type.NDEATH,
            "NDATA", Type.NDATA,
            "NCMD", Type.NCMD,
            "DBIRTH", Type.DBIRTH,
            "DDEATH", Type.DDEATH,
            "DDATA", Type.DDATA,
            "DCMD", Type.DCMD);

    /** Kinds of message; those of devices have a fifth topic level. */
    enum Type {
        NBIRTH,
        NDEATH,
        NDATA,
        NCMD,
        DBIRTH,
        DDEATH,
        DDATA,
        DCMD;

        boolean ofDevice() {
            return this == DBIRTH || this == DDEATH || this == DDATA || this == DCMD;
        }

        boolean isBirth() {
            return this == NBIRTH || this == DBIRTH;
        }

        boolean isCommand() {
            return this == NCMD || this == DCMD;
        }

        /** Deaths of edge nodes are sent by the broker and commands by hosts: neither counts. */
        boolean isSequenced() {
            return !isCommand() && this != NDEATH;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The intent; that of a command depends on what it commands. */
        Access access() {
            return isCommand() ? Access.WRITE : Access.PUBLISH;
        }
    }

    /** Reads a topic; null if it is not one of edge nodes. */
    static @Nullable SparkplugTopic of(String topic) {
        if (!topic.startsWith(NAMESPACE)) {
            return null;
        }
        String[] levels = topic.split("/", 6);
        Type type = levels.length < 4 ? null : TYPES.get(levels[2]);
        if (type == null || levels.length != (type.ofDevice() ? 5 : 4)) {
            return null;
        }
        return new SparkplugTopic(levels[1], type, levels[3], type.ofDevice() ? levels[4] : "");
    }

    /** The host application whose state {@code topic} carries; empty if it carries none. */
    static String host(String topic) {
        int from = topic.startsWith(NAMESPACE) ? NAMESPACE.length() : 0;
        boolean state = topic.startsWith(STATE, from) && topic.indexOf('/', from + STATE.length()) < 0;
        return state ? topic.substring(from + STATE.length()) : "";
    }

    /** Group and edge node: what aliases and sequences belong to. */
    String nodeKey() {
        return group + "/" + node;
    }

    /** What the message is about, without its kind: names of points begin with it. */
    String base() {
        return NAMESPACE + group + "/" + node + (device.isEmpty() ? "" : "/" + device);
    }
}
