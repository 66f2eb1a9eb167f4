package io.fieldwarden.agent.decode.syslog;

/** The names RFC 5424 6.2.1 gives to facilities and severities, as they are usually shortened. */
final class SyslogNames {
    private static final String[] FACILITIES = {
        "kern",
        "user",
        "mail",
        "daemon",
        "auth",
        "syslog",
        "lpr",
        "news",
        "uucp",
        "cron",
        "authpriv",
        "ftp",
        "ntp",
        "audit",
        "alert",
        "clock",
        "local0",
        "local1",
        "local2",
        "local3",
        "local4",
        "local5",
        "local6",
        "local7"
    };
    private static final String[] SEVERITIES = {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};

    private SyslogNames() {}

    /** @param facility 0 to 23 */
    static String facility(int facility) {
        return FACILITIES[facility];
    }

    /** @param severity 0 to 7 */
    static String severity(int severity) {
        return SEVERITIES[severity];
    }
}
