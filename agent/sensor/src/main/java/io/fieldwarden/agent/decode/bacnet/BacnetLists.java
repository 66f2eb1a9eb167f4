package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;

/** Walks through lists of objects and of properties, which read and write multiple and change of value have in common. */
final class BacnetLists {
    private final int depthMax;

    /** Takes one object of a list. */
    @FunctionalInterface
    interface ObjectVisitor {
        /**
         * Takes an object.
         *
         * @param identifier the 32 bits of the object identifier
         * @param from where its list of properties begins
         * @param to where it ends
         */
        void object(long identifier, int from, int to);
    }

    /** Takes one property of a list. */
    @FunctionalInterface
    interface PropertyVisitor {
        void property(Entry entry);
    }

    /** One property of a list; reused. */
    static final class Entry {
        int property;
        /** Array index, -1 if there is none. */
        long index;
        /** Where the value, or the error, begins; -1 if there is neither. */
        int from;

        int to;
        boolean error;
        /** -1 if there is none. */
        long priority;

        private void begin(int newProperty) {
            property = newProperty;
            index = -1;
            from = -1;
            to = -1;
            error = false;
            priority = -1;
        }
    }

    BacnetLists(int depthMax) {
        this.depthMax = depthMax;
    }

    /** Objects, each {@code [0] identifier [1] { properties }}; false if tags do not nest or fit. */
    boolean objects(Window bytes, int at, int end, ObjectVisitor visitor) {
        BacnetTag tag = new BacnetTag();
        long identifier = -1;
        while (at < end) {
            if (!tag.read(bytes, at, end)) {
                return false;
            }
            at = tag.next;
            if (tag.is(0) && tag.length == 4) {
                identifier = bytes.u32(tag.content);
            } else if (tag.opening) {
                int close = BacnetTag.closing(bytes, tag.next, end, depthMax);
                if (close < 0) {
                    return false;
                }
                if (tag.number == 1 && identifier >= 0) {
                    visitor.object(identifier, tag.next, close);
                }
                at = after(bytes, close, end);
            }
        }
        return true;
    }

    /**
     * Properties, each {@code [first] property [first+1] index? [first+2] { value }?} and then {@code [first+3]}, constructed
     * an error, primitive a priority or a time; false if tags do not nest or fit.
     */
    boolean properties(Window bytes, int at, int end, int first, PropertyVisitor visitor) {
        BacnetTag tag = new BacnetTag();
        Entry entry = new Entry();
        boolean begun = false;
        while (at < end) {
            if (!tag.read(bytes, at, end)) {
                return false;
            }
            at = tag.next;
            if (tag.is(first)) {
                if (begun) {
                    visitor.property(entry);
                }
                entry.begin((int) tag.unsigned(bytes));
                begun = true;
            } else if (tag.is(first + 1)) {
                entry.index = tag.unsigned(bytes);
            } else if (tag.is(first + 3)) {
                entry.priority = tag.unsigned(bytes);
            } else if (tag.opening) {
                int close = BacnetTag.closing(bytes, tag.next, end, depthMax);
                if (close < 0) {
                    return false;
                }
                entry.from = tag.next;
                entry.to = close;
                entry.error = tag.number == first + 3;
                at = after(bytes, close, end);
            }
        }
        if (begun) {
            visitor.property(entry);
        }
        return true;
    }

    /** Index after the closing tag at {@code close}. */
    static int after(Window bytes, int close, int end) {
        BacnetTag tag = new BacnetTag();
        return tag.read(bytes, close, end) ? tag.next : end;
    }
}
