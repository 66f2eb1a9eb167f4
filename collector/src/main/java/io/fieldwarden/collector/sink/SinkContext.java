package io.fieldwarden.collector.sink;

/**
 * What a sink may tell of the collector it runs in.
 *
 * @param version the product's version
 * @param host the collector's host name
 * @param process the collector's process id
 */
public record SinkContext(String version, String host, long process) {}
