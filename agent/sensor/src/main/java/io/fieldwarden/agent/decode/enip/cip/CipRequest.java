package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service that was asked for; immutable, so that one instance serves a request that is repeated.
 *
 * @param service its code, 0 to 127
 * @param path what it is asked of
 * @param operation what is told of it
 * @param detail what its answer is read with
 * @param writes values it writes, told once the device has confirmed them
 * @param dataTold whether what is told depends on the data, not on their length alone
 */
public record CipRequest(
        int service, CipPath path, Operation operation, Detail detail, List<Written> writes, boolean dataTold) {
    public CipRequest {
        writes = List.copyOf(writes);
    }

    /** Values and their points. */
    public record Written(Points points, Values values) {}

    /** What an answer is read with. */
    public sealed interface Detail {}

    /** Nothing is needed. */
    public record Plain() implements Detail {
        static final Plain ONLY = new Plain();
    }

    /**
     * A read of Logix data.
     *
     * @param elements how many were asked for
     * @param offset bytes of the value read before
     */
    public record Tag(int elements, long offset) implements Detail {}

    /**
     * Attributes asked for in a list, in order.
     *
     * @param points of them; none if the path names no object
     */
    public record Attributes(List<Integer> numbers, List<Points> points) implements Detail {
        public Attributes {
            numbers = List.copyOf(numbers);
            points = List.copyOf(points);
        }

        static Attributes of(CipPath path, List<Integer> numbers) {
            List<Points> points = new ArrayList<>(numbers.size());
            for (int number : numbers) {
                Points point = CipAttributes.point(path, number);
                if (point != null) {
                    points.add(point);
                }
            }
            return new Attributes(numbers, points);
        }

        /** Point of the attribute {@code number}, which is answered as the one at {@code index}. */
        @Nullable
        Points point(CipPath path, int index, int number) {
            boolean asked = index < points.size() && numbers.get(index) == number;
            return asked ? points.get(index) : CipAttributes.point(path, number);
        }
    }

    /** Services of a multiple service packet, in order. */
    public record Several(List<CipRequest> inner) implements Detail {
        public Several {
            inner = List.copyOf(inner);
        }
    }

    /**
     * A service sent on by a router.
     *
     * @param inner the service, null if it could not be read
     */
    public record Routed(@Nullable CipRequest inner) implements Detail {}

    /**
     * Forward open.
     *
     * @param originatorToTarget connection id the originator proposed
     * @param targetToOriginator the other one
     * @param serial the connection's own number: serial, vendor and serial of the originator
     * @param transportClass 0 to 3
     * @param path where to
     */
    public record Opening(
            int originatorToTarget, int targetToOriginator, Triad serial, int transportClass, CipPath path)
            implements Detail {}

    /** Forward close of that connection. */
    public record Closing(Triad serial) implements Detail {}

    /** What names a connection all over the network (Vol 1, 3-5.5.1.5). */
    public record Triad(int serial, int vendor, int originator) {}

    /**
     * A PCCC command.
     *
     * @param command command and function, as {@link CipPccc} codes them
     * @param space file of the address, empty if it has none
     * @param first element, -1 if it has none
     * @param fileType type of the file
     * @param requestorLength bytes before the command
     */
    public record Pccc(int command, String space, int first, int fileType, int requestorLength) implements Detail {}
}
