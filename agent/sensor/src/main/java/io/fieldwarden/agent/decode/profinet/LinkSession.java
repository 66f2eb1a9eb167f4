package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;

/** What is known of the PROFINET frames between two hardware addresses; the frame id says what each of them is. */
final class LinkSession implements ProtocolSession {
    private final LinkFacts facts;
    private final DcpMessages dcp;
    private final RealTimeFrames realTime;

    LinkSession(LinkFacts facts, IdentifyRequests identifies, ProfinetLimits limits) {
        this.facts = facts;
        this.dcp = new DcpMessages(facts, identifies, limits);
        this.realTime = new RealTimeFrames(facts, limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        facts.begin();
        if (bytes.length() < 2) {
            facts.anomaly(RtAnomaly.FRAME_TOO_SHORT, bytes.length() + " bytes, expected a frame id", atNanos);
            return Verdict.consumed(bytes.length());
        }
        int id = bytes.u16(0);
        if (FrameIds.isCyclic(id)) {
            realTime.cyclic(from, id, bytes, atNanos);
        } else if (FrameIds.isDcp(id)) {
            dcp.message(from, bytes, id, atNanos);
        } else if (FrameIds.isAlarm(id)) {
            realTime.alarm(from, id, bytes, atNanos);
        } else {
            realTime.other(from, id, atNanos);
        }
        return Verdict.consumed(bytes.length());
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        dcp.gap();
    }

    @Override
    public void timePassed(long atNanos) {
        dcp.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        dcp.close();
    }
}
