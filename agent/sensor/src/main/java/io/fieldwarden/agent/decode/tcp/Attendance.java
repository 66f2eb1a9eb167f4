package io.fieldwarden.agent.decode.tcp;

import java.util.ArrayList;
import java.util.List;

/** The conversations with a session that had bytes lately, and so may wait for an answer. */
final class Attendance {
    private final List<Flow> flows = new ArrayList<>();

    int size() {
        return flows.size();
    }

    Flow get(int at) {
        return flows.get(at);
    }

    void add(Flow flow) {
        if (flow.attendedAt < 0) {
            flow.attendedAt = flows.size();
            flows.add(flow);
        }
    }

    /** The last one takes its place: order does not matter, walking from the end does. */
    void remove(Flow flow) {
        int at = flow.attendedAt;
        if (at < 0) {
            return;
        }
        Flow last = flows.removeLast();
        if (at < flows.size()) {
            flows.set(at, last);
            last.attendedAt = at;
        }
        flow.attendedAt = -1;
    }
}
