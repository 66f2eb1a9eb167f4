package io.fieldwarden.agent.capture.afpacket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A classic BPF program, as {@code tcpdump -ddd} prints one; the kernel checks what it does. */
public final class BpfProgram {
    private static final int INSTRUCTION_BYTES = 8;
    private static final long U32_MAX = 0xFFFF_FFFFL;

    private final long[][] instructions;

    private BpfProgram(long[][] instructions) {
        this.instructions = instructions;
    }

    /**
     * Reads the output of {@code tcpdump -ddd}: the number of instructions, then four numbers for each (code, jump if true,
     * jump if false, operand), separated by line ends or commas.
     *
     * @throws IllegalArgumentException if it is something else; the message says where
     */
    public static BpfProgram parse(String text) {
        String[] lines = text.strip().split("\\s*[\\n,]\\s*");
        long count = number(lines[0].strip(), AfPacketLimits.FILTER_INSTRUCTIONS_MAX, "the number of instructions");
        if (count == 0 || count != lines.length - 1) {
            throw new IllegalArgumentException("filter announces " + count + " instructions and has "
                    + (lines.length - 1) + "; expected the whole output of `tcpdump -ddd`");
        }
        long[][] instructions = new long[(int) count][];
        for (int i = 0; i < count; i++) {
            instructions[i] = instruction(lines[i + 1], i + 1);
        }
        return new BpfProgram(instructions);
    }

    private static long[] instruction(String line, int number) {
        String[] parts = line.strip().split("\\s+");
        if (parts.length != 4) {
            throw new IllegalArgumentException("filter instruction " + number + " is `" + line
                    + "`; expected four numbers: code, jump if true, jump if false, operand");
        }
        String where = "of instruction " + number;
        return new long[] {
            number(parts[0], 0xFFFF, "the code " + where),
            number(parts[1], 0xFF, "the jump " + where),
            number(parts[2], 0xFF, "the jump " + where),
            number(parts[3], U32_MAX, "the operand " + where)
        };
    }

    private static long number(String text, long max, String what) {
        long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
        if (number < 0 || number > max) {
            throw new IllegalArgumentException("filter has `" + text + "` where " + what + " is; expected 0 to " + max
                    + ", as `tcpdump -ddd` prints it");
        }
        return number;
    }

    /** How many instructions it has. */
    public int size() {
        return instructions.length;
    }

    /** The kernel's {@code struct sock_fprog}. */
    MemorySegment toNative(Arena arena) {
        MemorySegment code = arena.allocate((long) INSTRUCTION_BYTES * instructions.length, 8);
        for (int i = 0; i < instructions.length; i++) {
            long at = (long) i * INSTRUCTION_BYTES;
            code.set(ValueLayout.JAVA_SHORT, at, (short) instructions[i][0]);
            code.set(ValueLayout.JAVA_BYTE, at + 2, (byte) instructions[i][1]);
            code.set(ValueLayout.JAVA_BYTE, at + 3, (byte) instructions[i][2]);
            code.set(ValueLayout.JAVA_INT, at + 4, (int) instructions[i][3]);
        }
        MemorySegment program = arena.allocate(16, 8);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) instructions.length);
        program.set(ValueLayout.ADDRESS, 8, code);
        return program;
    }
}
