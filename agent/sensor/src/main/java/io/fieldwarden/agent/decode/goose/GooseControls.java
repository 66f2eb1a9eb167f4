package io.fieldwarden.agent.decode.goose;

import io.fieldwarden.agent.decode.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last state of each control block of one sender, found by its name without making a text of it. Bounded. */
final class GooseControls {
    /** What is remembered of one control block. */
    static final class Control {
        final byte[] reference;
        final int application;
        boolean fresh = true;
        long state;
        long sequence;
        long revision;
        int valuesHash;
        boolean simulation;
        long heardNanos;

        Control(byte[] reference, int application) {
            this.reference = reference;
            this.application = application;
        }
    }

    private final int most;
    private final List<Control> controls = new ArrayList<>(1);

    GooseControls(int most) {
        this.most = most;
    }

    /** The control block of that name, a fresh one if it was not heard before. */
    Control of(Window bytes, int at, int length, int application, long atNanos) {
        int from = bytes.start() + at;
        Control oldest = null;
        for (int index = 0; index < controls.size(); index++) {
            Control known = controls.get(index);
            byte[] name = known.reference;
            if (known.application == application
                    && Arrays.equals(name, 0, name.length, bytes.array(), from, from + length)) {
                known.heardNanos = atNanos;
                return known;
            }
            if (oldest == null || known.heardNanos < oldest.heardNanos) {
                oldest = known;
            }
        }
        if (oldest != null && controls.size() == most) {
            controls.remove(oldest);
        }
        byte[] name = new byte[length];
        bytes.copy(at, name, 0, length);
        Control control = new Control(name, application);
        control.heardNanos = atNanos;
        controls.add(control);
        return control;
    }
}
