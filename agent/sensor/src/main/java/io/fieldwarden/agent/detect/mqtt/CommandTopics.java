package io.fieldwarden.agent.detect.mqtt;

/**
 * Tells topics by which devices are told what to do: Sparkplug's NCMD and DCMD (Sparkplug 3.0, 6.1.2), and topics of which a
 * level says so, as {@code …/set}, {@code …/cmd} or {@code …/command}.
 */
final class CommandTopics {
    private static final String[] WORDS = {
        "ncmd", "dcmd", "cmd", "cmds", "command", "commands", "cmnd", "set", "write", "control", "setpoint", "set_point"
    };

    private CommandTopics() {}

    static boolean isCommand(String topic) {
        int start = 0;
        while (start <= topic.length()) {
            int end = topic.indexOf('/', start);
            end = end < 0 ? topic.length() : end;
            if (isWord(topic, start, end)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean isWord(String topic, int start, int end) {
        for (String word : WORDS) {
            if (word.length() == end - start && topic.regionMatches(true, start, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
