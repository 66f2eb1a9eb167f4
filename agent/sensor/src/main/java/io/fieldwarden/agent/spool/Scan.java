package io.fieldwarden.agent.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be read of a file after a crash: every intact frame, wherever the damage is.
 *
 * @param frames the intact frames in order
 * @param goodEnd where the last of them ends; what follows is a torn tail
 * @param damaged frames in the middle that could not be read
 */
record Scan(List<Frame> frames, int goodEnd, int damaged) {

    static Scan of(ByteBuffer file, int end) {
        List<Frame> frames = new ArrayList<>();
        int damaged = 0;
        int damagedHere = 0;
        int goodEnd = 0;
        int at = 0;
        while (at < end) {
            Frame frame = Frame.at(file, at, end);
            if (frame == null) {
                damagedHere += damagedHere == 0 || Frame.markedAt(file, at, end) ? 1 : 0;
                at = nextMarker(file, at + 1, end);
            } else {
                frames.add(frame);
                damaged += damagedHere; // only now it is known that this was not the tail
                damagedHere = 0;
                at += frame.size();
                goodEnd = at;
            }
        }
        return new Scan(List.copyOf(frames), goodEnd, damaged);
    }

    private static int nextMarker(ByteBuffer file, int from, int end) {
        int at = from;
        while (at < end && !Frame.markedAt(file, at, end)) {
            at++;
        }
        return at;
    }
}
