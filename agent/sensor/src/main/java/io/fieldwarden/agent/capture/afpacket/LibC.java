package io.fieldwarden.agent.capture.afpacket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/** The few functions of the C library that live capture needs. One instance serves one thread at a time. */
final class LibC implements AutoCloseable {
    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int ENETDOWN = 100;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            function("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle MMAP =
            function("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = function("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle IF_NAMETOINDEX = function("if_nametoindex", JAVA_INT, ADDRESS);
    private static final MethodHandle IF_NAMEINDEX = function("if_nameindex", ADDRESS);
    private static final MethodHandle IF_FREENAMEINDEX = nothing("if_freenameindex", ADDRESS);
    private static final MethodHandle STRERROR = function("strerror", ADDRESS, JAVA_INT);
    private static final MethodHandle IOCTL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(2));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle nothing(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }

    /** Number of the error that the latest failed call met. */
    int errno() {
        return (int) ERRNO.get(state, 0L);
    }

    /** What the C library calls the latest error. */
    String error() {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(state, errno());
            return text.reinterpret(256).getString(0) + " (errno " + errno() + ")";
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A file descriptor, or -1. */
    int socket(int family, int type, int protocol) {
        try {
            return (int) SOCKET.invokeExact(state, family, type, protocol);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Sets a socket option to the bytes of {@code value}; false if refused. */
    boolean setOption(int fd, int level, int option, MemorySegment value) {
        try {
            return (int) SETSOCKOPT.invokeExact(state, fd, level, option, value, (int) value.byteSize()) == 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Reads a socket option into {@code value}, of which {@code size} holds the size; false if refused. */
    boolean option(int fd, int level, int option, MemorySegment value, MemorySegment size) {
        try {
            return (int) GETSOCKOPT.invokeExact(state, fd, level, option, value, size) == 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    boolean bind(int fd, MemorySegment address) {
        try {
            return (int) BIND.invokeExact(state, fd, address, (int) address.byteSize()) == 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** How many of the {@code count} descriptors are ready within {@code millis}; 0 too if a signal came. */
    int poll(MemorySegment descriptors, long count, int millis) throws IOException {
        try {
            int ready = (int) POLL.invokeExact(state, descriptors, count, millis);
            if (ready >= 0) {
                return ready;
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (errno() == EINTR) {
            return 0;
        }
        throw new IOException("waiting for frames failed: " + error());
    }

    /** Maps {@code size} bytes of what {@code fd} shares, readable and writable; NULL if refused. */
    MemorySegment map(int fd, long size) {
        final int readWrite = 1 | 2;
        final int shared = 1;
        try {
            MemorySegment start =
                    (MemorySegment) MMAP.invokeExact(state, MemorySegment.NULL, size, readWrite, shared, fd, 0L);
            return start.address() == -1 ? MemorySegment.NULL : start.reinterpret(size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void unmap(MemorySegment mapped) {
        try {
            int result = (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize());
            assert result == 0 : error();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void close(int fd) {
        try {
            int result = (int) CLOSE.invokeExact(state, fd);
            assert result == 0 : error();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Index of the interface named {@code name}, or 0 if there is none. */
    int interfaceIndex(String name) {
        try (Arena call = Arena.ofConfined()) {
            return (int) IF_NAMETOINDEX.invokeExact(state, call.allocateFrom(name));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Names of all interfaces there are. */
    List<String> interfaceNames() {
        List<String> names = new ArrayList<>();
        try {
            MemorySegment list = (MemorySegment) IF_NAMEINDEX.invokeExact(state);
            if (list.address() == 0) {
                return names;
            }
            // struct if_nameindex { unsigned if_index; char *if_name; } ends with one that is all zero
            MemorySegment entries = list.reinterpret(Long.MAX_VALUE);
            for (long at = 0; entries.get(JAVA_INT, at) != 0; at += 16) {
                names.add(entries.get(ADDRESS, at + 8).reinterpret(64).getString(0));
            }
            IF_FREENAMEINDEX.invokeExact(list);
            return names;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Answers an {@code ioctl} about interface {@code name} with the 16-bit number it gives, or -1. */
    int interfaceNumber(int fd, long request, String name) {
        final int requestBytes = 40;
        try (Arena call = Arena.ofConfined()) {
            MemorySegment ifreq = call.allocate(requestBytes, 8);
            ifreq.setString(0, name);
            int result = (int) IOCTL.invokeExact(state, fd, request, ifreq);
            return result < 0 ? -1 : ifreq.get(ValueLayout.JAVA_SHORT, 16) & 0xFFFF;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static IllegalStateException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a call into the C library failed to be made", e);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
