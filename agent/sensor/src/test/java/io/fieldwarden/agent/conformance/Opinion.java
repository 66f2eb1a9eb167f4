package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Somebody else's reading of a file, and ours put into the same words, fact by fact. Found as a service, asked for every file
 * of the folder the run is about; it must go by what lies beside the file and by what is in it, never by the file's name.
 */
public interface Opinion {

    /** Whose row of the table it goes to, as {@code ProtocolDecoder.protocol()}. */
    String protocol();

    /** Whose opinion it is: {@code zeek}, {@code icsnpp}, {@code wireshark}, {@code ndpi}, {@code suricata}, {@code ipal}, … */
    String whose();

    /** Whether there is an opinion about {@code subject}. Cheap: it is asked for every file. */
    boolean about(Subject subject) throws IOException;

    /** Both readings. */
    Facts facts(Subject subject) throws IOException;

    /**
     * Why a fact that only one side states is no fault of ours: the anchor of the explanation in
     * {@code docs/protocols/conformance.md}. Must be a rule about the other side's ways, not a list of cases.
     *
     * @param fact the text
     * @param theirs whether only the other side states it
     */
    default Optional<String> explanation(String fact, boolean theirs) {
        return Optional.empty();
    }

    /**
     * Facts as texts, each as often as it was stated.
     *
     * @param theirs what the other side states
     * @param ours what we state about the same kinds of fact
     */
    record Facts(Collection<String> theirs, Collection<String> ours) {
        public Facts {
            theirs = List.copyOf(theirs);
            ours = List.copyOf(ours);
        }
    }
}
