package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Zeek's {@code smb_mapping.log}, {@code smb_files.log} and {@code dce_rpc.log}: what was done to which share, file and pipe. */
public final class SmbZeek implements Opinion {
    @Override
    public String protocol() {
        return "smb";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    private static List<ZeekLog.Row> rows(Subject subject, String path) throws IOException {
        return subject.isCapture() ? ZeekLog.told(subject, path) : List.of();
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return !rows(subject, "smb_mapping").isEmpty()
                || !rows(subject, "smb_files").isEmpty()
                || !rows(subject, "dce_rpc").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Set<String> theirs = new TreeSet<>();
        Set<String> files = new HashSet<>();
        Set<String> shares = new HashSet<>();
        Set<String> calls = new HashSet<>();
        for (ZeekLog.Row row : rows(subject, "smb_mapping")) {
            shares.add(row.ends());
            theirs.add(row.ends() + " maps " + text(row.get("path")) + " " + row.get("share_type"));
        }
        for (ZeekLog.Row row : rows(subject, "smb_files")) {
            files.add(row.ends());
            String done = row.get("action").replace("SMB::FILE_", "");
            String size = done.equals("OPEN") ? " " + row.get("size") : "";
            theirs.add(row.ends() + " " + done + " " + text(row.get("name")) + size);
        }
        for (ZeekLog.Row row : rows(subject, "dce_rpc")) {
            calls.add(row.ends());
            theirs.add(row.ends() + " calls " + row.get("endpoint") + " " + row.get("operation"));
        }
        Set<String> ours = new TreeSet<>();
        for (OperationSeen seen : subject.run().operations()) {
            String ends = ZeekLog.ends(seen.connection());
            Operation operation = seen.operation();
            boolean done = seen.outcome().kind() == Outcome.Kind.SUCCEEDED;
            if (!operation.protocol().equals("smb") || !done) {
                continue;
            }
            if (shares.contains(ends) && operation.name().startsWith("tree_connect")) {
                ours.add(ends + " maps " + operation.attribute("path") + " " + operation.attribute("share_type"));
            }
            if (files.contains(ends)) {
                file(operation, ends, ours);
            }
            if (calls.contains(ends)
                    && !operation.attribute("dce_rpc.operation").isEmpty()) {
                ours.add(ends + " calls " + operation.attribute("dce_rpc.endpoint") + " "
                        + operation.attribute("dce_rpc.operation"));
            }
        }
        return new Facts(new ArrayList<>(theirs), new ArrayList<>(ours));
    }

    /** A log writes a backslash as two. */
    private static String text(String cell) {
        return cell.replace("\\\\", "\\");
    }

    private static void file(Operation operation, String ends, Set<String> facts) {
        String name = operation.attribute("filename");
        boolean pipe = operation.scope().endsWith("IPC$")
                || !operation.attribute("service").isEmpty();
        if (pipe || name.isEmpty()) {
            return;
        }
        switch (operation.name()) {
            case "create", "nt_create_andx" -> facts.add(ends + " OPEN " + name + " " + operation.attribute("size"));
            case "read", "read_andx" -> facts.add(ends + " READ " + name);
            case "write", "write_andx" -> facts.add(ends + " WRITE " + name);
            case "set_info" -> {
                if (operation.attribute("delete").equals("true")) {
                    facts.add(ends + " DELETE " + name);
                } else if (!operation.attribute("rename").isEmpty()) {
                    facts.add(ends + " RENAME " + operation.attribute("rename"));
                }
            }
            default -> {
                // Zeek's log has no action for it
            }
        }
    }
}
