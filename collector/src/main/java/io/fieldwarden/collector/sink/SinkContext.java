package io.fieldwarden.collector.sink;

/**
 * What a sink may use of the collector it runs in.
 *
 * @param host the collector's host name
 * @param process the collector's process id
 * @param cef writes ArcSight's Common Event Format
 * @param json writes one line of JSON
 */
public record SinkContext(String host, long process, Format cef, Format json) {}
