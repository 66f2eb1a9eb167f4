package io.fieldwarden.collector.sink;

/** What the section of every sink has. */
public interface SinkSettings {

    /** The name its cursor, its metrics and its log lines bear; unique. */
    String name();

    /** The type, as the plug-in calls itself. */
    String type();

    /** Whether it also wants every further revision of an alert, as the count grows. */
    boolean updates();
}
