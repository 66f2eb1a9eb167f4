package io.fieldwarden.collector.sink.syslog;

import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.sink.Sink;
import io.fieldwarden.collector.sink.SinkContext;
import io.fieldwarden.collector.sink.SinkPlugin;
import java.io.IOException;

/** Sinks of type {@code syslog}. */
public final class SyslogPlugin implements SinkPlugin<SyslogSettings> {
    @Override
    public String type() {
        return "syslog";
    }

    @Override
    public Class<SyslogSettings> settings() {
        return SyslogSettings.class;
    }

    @Override
    public void check(SyslogSettings settings) {
        try {
            SyslogTls.context(settings);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public Sink open(SyslogSettings settings, SinkContext context) throws IOException, InterruptedException {
        Format content = context.format(settings.format());
        String host = settings.hostName() == null ? context.host() : settings.hostName();
        SyslogFormat.Envelope envelope = new SyslogFormat.Envelope(
                settings.facility().code(),
                host,
                String.valueOf(context.process()),
                settings.structuredDataId(),
                settings.bom(),
                (int) settings.maxBytes().bytes());
        return SyslogSink.open(settings, new SyslogFormat(content, envelope));
    }
}
