package io.fieldwarden.collector.sink;

/** The formats a sink can be told to write, as its section of the configuration names them. */
public enum FormatName {
    /** ArcSight's Common Event Format, version 0. */
    CEF,
    /** QRadar's Log Event Extended Format, version 2.0. */
    LEEF,
    /** The alert as it is on the wire and in the API. */
    JSON
}
