package io.fieldwarden.agent.decode.smb;

import java.util.LinkedHashMap;
import java.util.Map;

/** What numbers of shares and files stand for; bounded, the eldest is forgotten. */
final class SmbHandles {
    private final Map<Long, String> names;

    SmbHandles(int most) {
        names = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
                return size() > most;
            }
        };
    }

    void put(long handle, String name) {
        names.put(handle, name);
    }

    String name(long handle) {
        return names.getOrDefault(handle, "");
    }

    void remove(long handle) {
        names.remove(handle);
    }
}
