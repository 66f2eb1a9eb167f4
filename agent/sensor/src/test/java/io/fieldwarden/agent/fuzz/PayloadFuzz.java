package io.fieldwarden.agent.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.Window;
import java.util.List;
import java.util.ServiceLoader;

/** Every payload format against whatever the fuzzer thinks of. */
public final class PayloadFuzz {
    private static final int TOLD_MAX = 65_536;
    private static final List<String> TOPICS =
            List.of("plant/line1/temp", "spBv1.0/plant/NBIRTH/edge1", "spBv1.0/plant/DDATA/edge1/pump", "STATE/host");
    private static final List<PayloadDecoder> FORMATS = ServiceLoader.load(PayloadDecoder.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private PayloadFuzz() {}

    /** One input of the fuzzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        PayloadDecoder format = FORMATS.get(data.consumeInt(0, FORMATS.size() - 1));
        String topic = TOPICS.get(data.consumeInt(0, TOPICS.size() - 1));
        byte[] payload = data.consumeRemainingAsBytes();
        Count count = new Count();
        boolean understood = format.decode(topic, new Window().over(payload), count);
        if (count.values > TOLD_MAX || (!understood && count.values > 0)) {
            throw new AssertionError(format.format() + " told " + count.values + " values, understood: " + understood);
        }
    }

    private static final class Count implements PayloadDecoder.PayloadValues {
        int values;

        @Override
        public void number(String path, double number) {
            values++;
        }

        @Override
        public void text(String path, String text) {
            values++;
        }

        @Override
        public void truth(String path, boolean truth) {
            values++;
        }
    }
}
