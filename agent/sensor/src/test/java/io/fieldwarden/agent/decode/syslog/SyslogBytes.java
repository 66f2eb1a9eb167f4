package io.fieldwarden.agent.decode.syslog;

/** Messages, in hexadecimal digits, made by the standard. */
final class SyslogBytes {
    static final String NEW = "3C33343E3120323030332D31302D31315432323A31343A31352E3030335A206777312073752037372049"
            + "443437202D20776861742069742073617973";
    static final String OLD =
            "3C31333E4F63742031312032323A31343A313520706C633420737368645B3132335D3A20776861742069" + "742073617973";

    private SyslogBytes() {}
}
