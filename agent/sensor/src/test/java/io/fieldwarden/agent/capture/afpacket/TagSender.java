package io.fieldwarden.agent.capture.afpacket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/** Sends datagrams in frames with VLAN tags; started as a process of its own inside a namespace that a test made. */
final class TagSender {
    private TagSender() {}

    /** Arguments: interface, how many, then the tags from outside in as {@code type:id}, both in hexadecimal. */
    public static void main(String[] arguments) throws Throwable {
        byte[] frame = frame(arguments);
        Linker linker = Linker.nativeLinker();
        MethodHandle write = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("write"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        try (LibC libC = new LibC();
                Arena arena = Arena.ofConfined()) {
            int fd = libC.socket(17, 3, 0);
            MemorySegment address = arena.allocate(20, 4);
            address.set(JAVA_SHORT, 0, (short) 17);
            address.set(JAVA_INT, 4, libC.interfaceIndex(arguments[0]));
            if (fd < 0 || !libC.bind(fd, address)) {
                throw new IllegalStateException(libC.error());
            }
            MemorySegment bytes = arena.allocate(frame.length);
            bytes.copyFrom(MemorySegment.ofArray(frame));
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                long written = (long) write.invokeExact(fd, bytes, (long) frame.length);
                if (written != frame.length) {
                    throw new IllegalStateException("wrote " + written);
                }
            }
            libC.close(fd);
        }
    }

    private static byte[] frame(String[] arguments) {
        ByteBuffer frame = ByteBuffer.allocate(12 + 4 * (arguments.length - 2) + 2 + 20 + 8 + 50);
        frame.put(new byte[] {2, 0, 0x5E, 0, 0x53, (byte) 0x99, 2, 0, 0x5E, 0, 0x53, 1});
        for (int i = 2; i < arguments.length; i++) {
            int colon = arguments[i].indexOf(':');
            frame.putShort((short) Integer.parseInt(arguments[i].substring(0, colon), 16));
            frame.putShort((short) Integer.parseInt(arguments[i].substring(colon + 1), 16));
        }
        // IPv4 with UDP: version, length 78, no fragment, time to live 64, protocol 17
        frame.putShort((short) 0x0800).putInt(0x4500004E).putInt(0).putInt(0x40110000);
        frame.putInt(0x0AD50701).putInt(0x0AD50702);
        frame.putShort((short) 9).putShort((short) 40_123).putShort((short) 58).putShort((short) 0);
        return frame.array();
    }
}
