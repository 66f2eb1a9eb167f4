package io.fieldwarden.agent.decode.ftp;

import io.fieldwarden.agent.observation.Access;
import java.util.Locale;
import java.util.Map;

/**
 * What commands do (RFC 959 4.1, 2228, 2428, 3659), and of which the argument may be told. Commands that are not known may be
 * a password in the wrong line, so nothing of them is told.
 *
 * @param verb upper case, empty if it is not known
 * @param told whether its argument holds no secret
 */
record FtpCommand(String verb, Access access, boolean told) {
    private static final Map<String, FtpCommand> KNOWN = Map.ofEntries(
            entry("USER", Access.SESSION, true),
            entry("PASS", Access.SESSION, false),
            entry("ACCT", Access.SESSION, false),
            entry("CWD", Access.READ, true),
            entry("XCWD", Access.READ, true),
            entry("CDUP", Access.READ, true),
            entry("SMNT", Access.READ, true),
            entry("QUIT", Access.SESSION, true),
            entry("REIN", Access.SESSION, true),
            entry("PORT", Access.SESSION, true),
            entry("PASV", Access.SESSION, true),
            entry("EPRT", Access.SESSION, true),
            entry("EPSV", Access.SESSION, true),
            entry("TYPE", Access.SESSION, true),
            entry("STRU", Access.SESSION, true),
            entry("MODE", Access.SESSION, true),
            entry("RETR", Access.READ, true),
            entry("STOR", Access.WRITE, true),
            entry("STOU", Access.WRITE, true),
            entry("APPE", Access.WRITE, true),
            entry("ALLO", Access.SESSION, true),
            entry("REST", Access.SESSION, true),
            entry("RNFR", Access.WRITE, true),
            entry("RNTO", Access.WRITE, true),
            entry("ABOR", Access.SESSION, true),
            entry("DELE", Access.WRITE, true),
            entry("RMD", Access.WRITE, true),
            entry("XRMD", Access.WRITE, true),
            entry("MKD", Access.WRITE, true),
            entry("XMKD", Access.WRITE, true),
            entry("PWD", Access.READ, true),
            entry("XPWD", Access.READ, true),
            entry("LIST", Access.READ, true),
            entry("NLST", Access.READ, true),
            entry("MLSD", Access.READ, true),
            entry("MLST", Access.READ, true),
            entry("SIZE", Access.READ, true),
            entry("MDTM", Access.READ, true),
            entry("MFMT", Access.WRITE, true),
            entry("SITE", Access.EXECUTE, false),
            entry("SYST", Access.IDENTIFY, true),
            entry("STAT", Access.READ, true),
            entry("HELP", Access.SESSION, true),
            entry("NOOP", Access.SESSION, true),
            entry("FEAT", Access.SESSION, true),
            entry("OPTS", Access.SESSION, true),
            entry("AUTH", Access.SESSION, true),
            entry("ADAT", Access.SESSION, false),
            entry("PBSZ", Access.SESSION, true),
            entry("PROT", Access.SESSION, true),
            entry("CCC", Access.SESSION, true),
            entry("CLNT", Access.SESSION, true));

    private static final FtpCommand UNKNOWN = new FtpCommand("", Access.EXECUTE, false);

    private static Map.Entry<String, FtpCommand> entry(String verb, Access access, boolean told) {
        return Map.entry(verb, new FtpCommand(verb, access, told));
    }

    /** The command a line begins with. */
    static FtpCommand of(String word) {
        return word.length() > 4 ? UNKNOWN : KNOWN.getOrDefault(word.toUpperCase(Locale.ROOT), UNKNOWN);
    }

    String operation() {
        return verb.isEmpty() ? "unknown" : verb.toLowerCase(Locale.ROOT);
    }

    /** Meaning of reply codes that refuse (RFC 959 4.2.1); the server's own words may repeat what was typed. */
    static String refusal(int code) {
        return switch (code) {
            case 421 -> "service_not_available";
            case 425 -> "cannot_open_data_connection";
            case 426 -> "transfer_aborted";
            case 430 -> "invalid_user_name_or_password";
            case 450 -> "file_action_not_taken";
            case 451 -> "local_error";
            case 452 -> "insufficient_storage";
            case 500 -> "syntax_error";
            case 501 -> "syntax_error_in_parameters";
            case 502 -> "command_not_implemented";
            case 503 -> "bad_sequence_of_commands";
            case 504 -> "parameter_not_implemented";
            case 522 -> "protocol_not_supported";
            case 530 -> "not_logged_in";
            case 532 -> "need_account_for_storing_files";
            case 534 -> "policy_requires_ssl";
            case 550 -> "file_unavailable";
            case 551 -> "page_type_unknown";
            case 552 -> "exceeded_storage_allocation";
            case 553 -> "file_name_not_allowed";
            default -> "";
        };
    }
}
