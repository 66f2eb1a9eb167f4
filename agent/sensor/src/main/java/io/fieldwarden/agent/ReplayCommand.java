package io.fieldwarden.agent;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineLimits;
import io.fieldwarden.agent.baseline.Learning;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.detect.AgentIdentity;
import io.fieldwarden.agent.detect.AlertSink;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.evidence.FrameRing;
import io.fieldwarden.agent.replay.AlertLines;
import io.fieldwarden.agent.replay.ObservationLines;
import io.fieldwarden.agent.replay.Progress;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fieldwarden replay}: offline forensics, as analysts use {@code zeek -r}. */
@Command(
        name = "fieldwarden replay",
        mixinStandardHelpOptions = true,
        description =
                "Judges capture files (pcap, pcapng, also gzip) and writes alerts, or observations, as JSON Lines to"
                        + " standard output, byte-identical from run to run.",
        footer = {
            "",
            "What --learn files show is normal; FILEs are judged by it, in the order given. Without --learn only alerts"
                    + " that need no baseline are raised.",
            "Exit status: 0 whatever was found, 2 if a file or option cannot be used."
        })
final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--learn", paramLabel = "FILE", description = "a capture of normal operation; may be repeated")
    private List<Path> learn = List.of();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "captures to judge")
    private List<Path> files = List.of();

    @Option(names = "--observations", description = "write every decoded fact instead of alerts")
    private boolean observations;

    @Option(names = "--site", defaultValue = "replay", paramLabel = "NAME", description = "site the alerts name")
    private String site = "replay";

    @Override
    public Integer call() throws IOException {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
            if (observations) {
                observe(out);
            } else {
                judge(out);
            }
        }
        return 0;
    }

    private void observe(OutputStream out) throws IOException {
        Meters meters = Meters.create();
        try (ObservationLines lines = new ObservationLines(out);
                Lane lane = new Lane(new FrameRing(), lines, meters);
                Progress progress = new Progress(meters.capture())) {
            play(lane, files, progress);
        }
    }

    private void judge(OutputStream out) throws IOException {
        AlertLines lines = new AlertLines(out);
        judge(new AgentIdentity("replay", site), learn, files, lines);
        lines.finish();
    }

    /** Learns from {@code lessons}, then judges {@code captures}. */
    static void judge(AgentIdentity identity, List<Path> lessons, List<Path> captures, AlertSink alerts)
            throws IOException {
        Meters meters = Meters.create();
        Baseline baseline = new Baseline(new Learning(Learning.Mode.ALWAYS, Duration.ZERO), BaselineLimits.DEFAULT);
        try (Progress progress = new Progress(meters.capture())) {
            if (!lessons.isEmpty()) {
                try (Judgement lesson =
                        new Judgement(identity, DetectSettings.DEFAULT, baseline, silently -> {}, meters)) {
                    play(lesson.lane(), lessons, progress);
                }
            }
            baseline.freeze();
            try (Judgement judgement = new Judgement(identity, DetectSettings.DEFAULT, baseline, alerts, meters)) {
                play(judgement.lane(), captures, progress);
            }
        }
    }

    private static void play(Lane lane, List<Path> files, Progress progress) throws IOException {
        for (Path file : files) {
            progress.file(file);
            try (FrameSource source = new PcapFileSource(file, Replay.FULL_SPEED)) {
                lane.play(source);
            }
        }
    }
}
